// Makes pairs of random conditions on the same inputs: one decides how many instances there are, the other whether they
// have a profile. The installed terraform says what both are for every value of a grid, and the verdict over the open
// inputs is held against that.
//
//   node tests/terraform/random-pairs.mjs [seed] [cells] [all]
//
// Prints each cell that passes where a value fails, fails where one passes, or tells of no instances where there are, and
// leaves with 1 if there is one. With `all`, also those which are conditional although no value of the grid fails, or
// unknown: of these there may be some, as the grid does not hold every value.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../pkg/node.js';

const [seed = '1', count = '100', shown = ''] = process.argv.slice(2);

let state = BigInt(seed) * 2n + 1n;
/** A whole number from 0 up to, but not including, `limit` (a 64-bit linear congruential generator). */
function below(limit) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(limit));
}
const pick = (choices) => choices[below(choices.length)];

/** By type: values, conditions on a variable of it, and counts that come of it. */
const TYPES = {
  number: {
    values: ['0', '1', '2', '3', '4', '0.5', '-1', '1.5', '7', 'null'],
    conditions: (v) => [
      `${v} > 0`,
      `${v} >= 1`,
      `${v} < 1`,
      `${v} != 0`,
      `${v} == 0`,
      `${v} > 1`,
      `${v} == 1`,
      `${v} == 2`,
      `!(${v} <= 0)`,
      `0 < ${v}`,
      `${v} * 2 > 1`,
      `${v} + 1 > 1`,
      `${v} - 1 >= 0`,
      `min(${v}, 1) == 1`,
      `max(${v}, 1) > 1`,
      `signum(${v}) == 1`,
      `abs(${v}) > 0`,
      `tostring(${v}) != "0"`,
      `contains([1, 2, 3], ${v})`,
      `length(range(${v})) > 0`,
      `"\${${v}}" != "0"`,
      `${v} % 2 == 0`,
      `ceil(${v} / 2) > 0`,
      `tobool(${v} > 0)`,
      `can(range(${v})[0])`,
      `try([10, 20][${v}], 0) > 0`,
      `try(element([false, true], ${v}), false)`,
    ],
    counts: (v) => [
      v,
      `min(${v}, 1)`,
      `signum(${v})`,
      `max(${v}, 0)`,
      `${v} * 1`,
      `length(range(${v}))`,
      `max(${v}, 1) - 1`,
      `abs(${v})`,
      `-(${v})`,
      `1 - ${v}`,
    ],
  },
  bool: {
    values: ['true', 'false', 'null'],
    conditions: (v) => [
      v,
      `!${v}`,
      `${v} == true`,
      `${v} != false`,
      `tostring(${v}) == "true"`,
      `(${v} ? true : false)`,
      `contains([true], ${v})`,
      `(${v} ? "a" : "") != ""`,
      `alltrue([${v}])`,
      `anytrue([${v}, false])`,
      `length([for x in [1] : x if ${v}]) > 0`,
      `try(${v}, false)`,
      `coalesce(${v}, false)`,
      `lookup({ true = true }, ${v}, false)`,
      `{ true = true, false = false }[${v}]`,
    ],
    counts: (v) => [
      `tonumber(${v} ? 1 : 0)`,
      `length(${v} ? ["x"] : [])`,
      `length(compact([${v} ? "x" : ""]))`,
      `sum([${v} ? 1 : 0])`,
      `{ true = 1, false = 0 }[${v}]`,
      `length([${v}, true]) - 1`,
    ],
  },
  string: {
    values: ['""', '"a"', '"b"', 'null', '"z"', '" "', '"0"', '"1"', '"x"', '"\\n"'],
    conditions: (v) => [
      `${v} != ""`,
      `${v} == ""`,
      `${v} != null`,
      `${v} == null`,
      `${v} == "a"`,
      `try(length(${v}) > 0, false)`,
      `coalesce(${v}, "x") != "x"`,
      `try(coalesce(${v}), "") != ""`,
      `length(compact([${v}])) > 0`,
      `contains(["a", "b"], ${v} == null ? "" : ${v})`,
      `can(regex("^.+$", ${v}))`,
      `(${v} == null ? "" : ${v}) != ""`,
      `try(startswith(${v}, "a"), false)`,
      `${v} != null && ${v} != ""`,
      `trimspace(${v} == null ? "" : ${v}) != ""`,
      `join("", compact([${v}])) != ""`,
      `one(compact([${v}])) != null`,
      `length(${v} == null ? [] : [${v}]) > 0`,
      `length(${v}[*]) > 0`,
      `try(upper(${v}) == "A", false)`,
      `lookup({ a = true, b = true }, ${v} == null ? "none" : ${v}, false)`,
      `try({ a = true }[${v}], false)`,
      `can(tonumber(${v}))`,
    ],
    counts: (v) => [
      `length(compact([${v}]))`,
      `length(${v}[*])`,
      `try(length(${v}), 0)`,
      `length(toset(compact([${v}])))`,
      `try(tonumber(${v}), 1)`,
    ],
  },
  'list(string)': {
    values: [
      '[]',
      '["a"]',
      '["a", "b"]',
      '[""]',
      '["c"]',
      '["c", "d"]',
      '["", ""]',
      '["", "c"]',
      '["c", ""]',
      '["", "a"]',
      '["c", "c"]',
      '["a", "a"]',
      '[null]',
      '[null, "c"]',
      '["c", null]',
      '["a", null]',
      'null',
    ],
    conditions: (v) => [
      `length(${v}) > 0`,
      `length(${v}) != 0`,
      `${v} != tolist([])`,
      `length(${v}) == 1`,
      `length(${v}) >= 2`,
      `length(compact(${v})) > 0`,
      `try(${v}[0], "") != ""`,
      `contains(${v}, "a")`,
      `join("", ${v}) != ""`,
      `can(${v}[0])`,
      `can(${v}[1])`,
      `length(toset(${v})) > 0`,
      `try(element(${v}, 0), null) != null`,
      `anytrue([for x in ${v} : x != ""])`,
      `alltrue([for x in ${v} : x != ""])`,
      `try(coalesce(${v}...), "") != ""`,
      `length([for x in ${v} : x]) > 0`,
      `try(one(${v}), null) != null`,
      `length(slice(concat(${v}, ["z"]), 0, 1)) == 1`,
      `length(concat(${v}, [])) > 0`,
      `length(distinct(${v})) > 0`,
      `length(flatten([${v}])) > 0`,
      `length(reverse(${v})) > 0`,
      `length(sort(${v})) > 0`,
      `try(index(${v}, "a"), -1) >= 0`,
      `length(setintersection(${v}, ["a"])) > 0`,
      `try({ for i, x in ${v} : x => i }["a"], null) != null`,
    ],
    counts: (v) => [
      `length(${v})`,
      `length(compact(${v}))`,
      `min(length(${v}), 1)`,
      `length(toset(${v}))`,
      `length(concat(${v}))`,
      `length(${v}[*])`,
      `length([for x in ${v} : x if x != ""])`,
      `try(length(${v}[0]), 0)`,
    ],
  },
  'map(string)': {
    values: [
      '{ c = "z" }',
      '{ "" = "q" }',
      '{ "" = "q", a = "x" }',
      '{ a = "", b = "b" }',
      '{ a = "", b = "" }',
      '{ a = "" }',
      '{ a = null, b = "x" }',
      'null',
      '{}',
      '{ a = "x" }',
      '{ b = "" }',
      '{ a = "x", b = "y" }',
      '{ a = null }',
      '{ z = "q" }',
    ],
    conditions: (v) => [
      `length(${v}) > 0`,
      `lookup(${v}, "a", null) != null`,
      `contains(keys(${v}), "a")`,
      `can(${v}["a"])`,
      `try(${v}.a, "") != ""`,
      `length(keys(${v})) != 0`,
      `try(coalesce(lookup(${v}, "a", "")), "") != ""`,
      `length(merge(${v}, { z = "1" })) > 1`,
      `join("", keys(${v})) != ""`,
      `length(values(${v})) > 0`,
      `length({ for k, x in ${v} : k => x if k == "a" }) == 1`,
      `anytrue([for k, x in ${v} : k == "a"])`,
      `lookup(merge({ a = "d" }, ${v}), "a", "") != ""`,
    ],
    counts: (v) => [
      `length(${v})`,
      `length(keys(${v}))`,
      `contains(keys(${v}), "a") ? 1 : 0`,
      `length(merge(${v}, { z = "1" })) - 1`,
    ],
  },
  'object({ on = optional(bool), name = optional(string, "d") })': {
    values: [
      '{ on = true, name = "x" }',
      '{ on = true, name = "" }',
      '{ on = true, name = null }',
      '{ on = false, name = "x" }',
      '{ on = false, name = "" }',
      '{ on = false, name = null }',
      '{ name = "x" }',
      '{}',
      '{ on = true }',
      '{ on = false }',
      '{ name = "" }',
      '{ name = null }',
      'null',
    ],
    conditions: (v) => [
      `${v} != null`,
      `try(${v}.on, false) == true`,
      `try(${v}.on, null) != null`,
      `try(${v}.name, "") != ""`,
      `try(coalesce(${v}.on, true), false)`,
      `length(${v}[*]) > 0`,
      `${v} == null ? false : ${v}.name == "d"`,
      `try(${v}.name == "d", false)`,
      `can(${v}.name)`,
      `try(length(${v}.name) > 0, false)`,
      `length(${v}[*].name) == 1`,
      `try(one(${v}[*].name), "") == "d"`,
    ],
    counts: (v) => [`length(${v}[*])`, `${v} == null ? 0 : 1`, `length(compact(${v}[*].name))`],
  },
};

function cell() {
  const types = Object.keys(TYPES);
  const variables = [['v', pick(types)]];
  if (below(3) === 0) variables.push(['w', pick(types)]);
  const of = (kind) => {
    const [name, type] = pick(variables);
    return pick(TYPES[type][kind](`var.${name}`));
  };
  const condition = (depth) => {
    if (depth === 0 || below(3) > 0) return of('conditions');
    const inner = () => condition(depth - 1);
    return pick([
      () => `(${inner()} && ${inner()})`,
      () => `(${inner()} || ${inner()})`,
      () => `!(${inner()})`,
      () => `(${inner()} ? ${inner()} : ${inner()})`,
    ])();
  };
  const whole = () => (below(2) ? of('counts') : `${condition(1)} ? 1 : 0`);
  const instances = whole();
  const form = pick(Object.keys(FORMS));
  const isRepeated = REPEATED.includes(form);
  return { variables, instances, form, isRepeated, profile: isRepeated ? whole() : condition(1) };
}

/** How the profile comes to the instances: by the condition, or, of those that are repeated, by a count. */
const FORMS = {
  condition: (condition, instance) => instance(`${condition} ? "p" : null`),
  one: (condition, instance) => declared(`  count = ${condition} ? 1 : 0\n`) + instance(`one(${NAMES})`),
  each: (condition, instance) =>
    declared(`  for_each = toset(${condition} ? ["a"] : [])\n`) +
    instance('try(aws_iam_instance_profile.p["a"].name, null)'),
  values: (condition, instance) =>
    declared(`  for_each = { for k in ["a"] : k => k if ${condition} }\n`) +
    instance('one(values(aws_iam_instance_profile.p)[*].name)'),
  lookup: (condition, instance) =>
    `locals {\n  names = ${condition} ? { a = "p" } : {}\n}\n${instance('lookup(local.names, "a", null)')}`,
  module: (condition, instance) =>
    `module "m" {\n  source = "./m"\n  create = ${condition}\n}\n${instance('module.m.name')}`,
  modules: (condition, instance) =>
    `module "m" {\n  source = "./m"\n  count  = ${condition} ? 1 : 0\n  create = true\n}\n` +
    instance('try(module.m[0].name, "")'),
  template: (condition, _instance, count) =>
    `resource "aws_launch_template" "i" {\n  count = ${count}\n  dynamic "iam_instance_profile" {\n` +
    `    for_each = ${condition} ? ["p"] : []\n    content {\n      name = iam_instance_profile.value\n    }\n  }\n}\n`,
  try: (count, instance) =>
    declared(`  count = ${count}\n`) + instance('try(aws_iam_instance_profile.p[0].name, null)'),
  concat: (count, instance) =>
    declared(`  count = ${count}\n`) + instance(`element(concat(${NAMES}, [""]), 0)`),
  compact: (count, instance) =>
    declared(`  count = ${count}\n`) +
    instance(`length(${NAMES}) > 0 ? join("", slice(${NAMES}, 0, 1)) : ""`),
};
const REPEATED = ['try', 'concat', 'compact'];
const NAMES = 'aws_iam_instance_profile.p[*].name';
const declared = (repeats) => `resource "aws_iam_instance_profile" "p" {\n${repeats}  role = "r"\n}\n`;

/** The files that are checked. */
function configuration({ variables, instances, profile, form }) {
  const inputs = variables.map(([name, type]) => `variable "${name}" {\n  type = ${type}\n}\n`).join('');
  const instance = (value) =>
    `resource "aws_instance" "i" {\n  count                = ${instances}\n  iam_instance_profile = ${value}\n}\n`;
  const files = { 'main.tf': inputs + FORMS[form](profile, instance, instances) };
  if (form.startsWith('module')) {
    files['m/main.tf'] =
      `variable "create" {\n  type = bool\n}\n${declared('  count = var.create ? 1 : 0\n')}` +
      `output "name" {\n  value = one(${NAMES})\n}\n`;
  }
  return files;
}

/** All combinations of the values of a cell's variables. */
const grid = ({ variables }) =>
  variables.reduce(
    (points, [name, type]) =>
      points.flatMap((point) => TYPES[type].values.map((value) => [...point, [name, type, value]])),
    [[]],
  );

/** What terraform says of count and profile at every point of every cell: a value each, none where it is an error. */
function answers(cells) {
  const directory = mkdtempSync(join(tmpdir(), 'random-pairs-'));
  try {
    let declared = '';
    const questions = cells.flatMap((one, index) =>
      grid(one).map((point, at) => {
        let [instances, profile] = [one.instances, one.profile];
        for (const [name, type, value] of point) {
          const own = `${name}_${index}_${at}`;
          declared += `variable "${own}" {\n  type    = ${type}\n  default = ${value}\n}\n`;
          instances = instances.replaceAll(`var.${name}`, `var.${own}`);
          profile = profile.replaceAll(`var.${name}`, `var.${own}`);
        }
        return `[try(jsonencode([${instances}]), null), try(jsonencode([${profile}]), null)]`;
      }),
    );
    writeFileSync(join(directory, 'main.tf'), declared);
    const told = ask(directory, questions).map((pair) =>
      pair.map((text) => (text === null ? undefined : JSON.parse(text)[0])),
    );
    return cells.map((one) => told.splice(0, grid(one).length));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The answers of terraform's console; what it refuses as a whole, such as wrong types, is an error in both. */
function ask(directory, questions) {
  const most = 400;
  if (questions.length > most) {
    return [...ask(directory, questions.slice(0, most)), ...ask(directory, questions.slice(most))];
  }
  const { stdout } = spawnSync('terraform', ['console'], {
    cwd: directory,
    input: `jsonencode([${questions.join(', ')}])\n`,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
  });
  try {
    return JSON.parse(JSON.parse(stdout.trim().split('\n').at(-1)));
  } catch {
    if (questions.length === 1) return [[null, null]];
    const middle = questions.length >> 1;
    return [...ask(directory, questions.slice(0, middle)), ...ask(directory, questions.slice(middle))];
  }
}

const isCount = (value) => Number.isInteger(Number(value)) && value !== null && Number(value) >= 0;

/** What becomes of the instances at a point; undefined where terraform stops. */
function outcome({ isRepeated }, [instances, profile]) {
  if (instances === undefined || profile === undefined || profile === null) return undefined;
  if (!isCount(instances) || (isRepeated && !isCount(profile))) return undefined;
  if (Number(instances) === 0) return 'none';
  const has = isRepeated ? Number(profile) > 0 : String(profile) === 'true';
  return has ? 'pass' : 'fail';
}

/** The status of all instances: i[0] and i[*] where in some cases there is one, and in others nobody knows how many. */
function together(statuses) {
  const made = new Set(statuses.filter((status) => status !== 'not_applicable'));
  if (made.size === 0) return statuses[0] ?? 'nothing';
  if (made.has('unknown')) return 'unknown';
  return made.size === 1 ? [...made][0] : 'conditional';
}

const tally = { compared: 0, wrong: 0, suspicious: 0, undecided: 0 };
const cells = Array.from({ length: Number(count) }, cell);
const told = answers(cells);
for (const [index, one] of cells.entries()) {
  const outcomes = new Set(told[index].map((point) => outcome(one, point)));
  outcomes.delete(undefined);
  if (outcomes.size === 0) continue;
  tally.compared += 1;
  const files = configuration(one);
  const found = check(files).results.filter(({ address }) =>
    /^aws_(instance|launch_template)\.i\b/.test(address),
  );
  const status = together(found.map(({ status }) => status));
  const contradicts = {
    pass: ['fail'],
    fail: ['pass'],
    not_applicable: ['pass', 'fail'],
    nothing: ['pass', 'fail'],
  };
  const kind = contradicts[status]?.some((other) => outcomes.has(other))
    ? 'wrong'
    : status === 'conditional' && !(outcomes.has('pass') && outcomes.has('fail'))
      ? 'suspicious'
      : status === 'unknown'
        ? 'undecided'
        : undefined;
  if (kind === undefined) continue;
  tally[kind] += 1;
  if (kind !== 'wrong' && shown !== 'all') continue;
  const said = found.flatMap(({ address, status, message, cases = [] }) => [
    `# here: ${address} ${status} ${message}`,
    ...cases.map(({ when, status }) => {
      const words = when.map(({ input, is }) => `${input} ${is}`).join(' and ');
      return `#   ${status} when ${words}`;
    }),
  ]);
  console.log(
    `--- cell ${index} of seed ${seed}: ${kind}\n${Object.values(files).join('')}${said.join('\n')}\n# terraform: ${[...outcomes].join(', ')}\n`,
  );
}
console.log(
  `${tally.compared} of ${cells.length} cells compared; ${tally.wrong} differ, ${tally.suspicious} are conditional ` +
    `although no value of the grid fails or none passes, ${tally.undecided} are unknown`,
);
process.exitCode = tally.wrong > 0 ? 1 : 0;
