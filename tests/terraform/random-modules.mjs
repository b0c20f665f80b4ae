// Makes random configurations (variables, tfvars, locals, modules, count, for_each, dynamic blocks, in native and in JSON
// syntax, with override files and modules that seem downloaded), has the installed terraform plan them, and compares which
// instances there are and whether each has a profile with the verdicts.
//
//   node tests/terraform/random-modules.mjs [seed] [cells] [samples] [any]
//
// Terraform needs no provider for it: it plans a `terraform_data` whose input is the profile; where the check sees
// `iam_instance_profile = E` of an aws_instance. With samples, the check is not told the values of some variables, and
// terraform plans that many times with random ones: a pass has to pass in all of them, a fail to fail. With `any`, that is
// so for all variables, as for `--inputs any`. Prints each cell that differs, and leaves with 1 if one does.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check } from '../../pkg/node.js';
import { json, native, override, read } from './forms.mjs';

const [seed = '1', count = '60', samples = '0', inputs = 'defaults'] = process.argv.slice(2);

let state = BigInt(seed) * 2n + 1n;
/** A whole number from 0 up to, but not including, `limit` (a 64-bit linear congruential generator). */
function below(limit) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(limit));
}
const pick = (choices) => choices[below(choices.length)];
const make = (choices) => pick(choices)();
const chance = (percent) => below(100) < percent;
const some = (most, make) => Array.from({ length: below(most + 1) }, make);

const NAMES = ['"web"', '"app"', '""', '"x"', '" "'];
const KEYS = ['a', 'b', 'c'];

/** Values as they are written in a default or a tfvars file, by type. */
const VALUE = {
  string: () => pick([...NAMES, 'null', '7', 'true']),
  bool: () => pick(['true', 'false', '"true"', 'null']),
  number: () => pick(['0', '1', '2', '"2"', 'null']),
  'list(string)': () => pick(['null', `[${some(2, () => pick(NAMES)).join(', ')}]`]),
  'set(string)': () => pick(['[]', `[${some(2, () => pick(['"web"', '"app"'])).join(', ')}]`]),
  'map(string)': () => mapping(() => pick([...NAMES, 'null', '3'])),
  'object({ profile = optional(string), on = optional(bool, true) })': () => object(),
  'object({ profile = optional(string, "spare"), on = optional(bool) })': () => object(),
  'map(object({ profile = optional(string, "spare"), on = optional(bool, false) }))': () => mapping(object),
  'list(object({ profile = string }))': () =>
    pick(['[]', `[${some(2, () => `{ profile = ${pick(NAMES)} }`).join(', ')}]`]),
  any: () => pick([...NAMES, 'null', 'false', '1', '[]', '["web"]', '{}', '{ profile = "web" }']),
};
const TYPES = Object.keys(VALUE);

function mapping(value) {
  const keys = KEYS.filter(() => chance(50));
  return `{ ${keys.map((key) => `${key} = ${value()}`).join(', ')} }`;
}
function object() {
  const profile = chance(70) ? `profile = ${pick([...NAMES, 'null'])}` : '';
  const on = chance(50) ? `on = ${pick(['true', 'false', 'null'])}` : '';
  return pick([
    `{ ${[profile, on].filter(Boolean).join(', ')} }`,
    `{ ${[profile, on].filter(Boolean).join(', ')} }`,
    'null',
  ]);
}

/** What expressions of one module may refer to: names by type. */
class Names {
  #byType = new Map();
  add(type, name) {
    if (!this.#byType.has(type)) this.#byType.set(type, []);
    this.#byType.get(type).push(name);
  }
  of(type) {
    return this.#byType.get(type) ?? [];
  }
  objects() {
    return [...this.#byType].filter(([type]) => type.startsWith('object')).flatMap(([, names]) => names);
  }
  maps() {
    return [...this.of('map(string)')];
  }
  objectMaps() {
    return [...this.#byType].filter(([type]) => type.startsWith('map(object')).flatMap(([, names]) => names);
  }
  any() {
    return [...this.#byType.values()].flat();
  }
  /** Expressions that name a declared profile, or fall back to a text where there is none. */
  profiles = [];
  /** Repetitions of declared profiles, with what names the profile of the same key. */
  repeated = [];
}

const or = (names, otherwise) => (names.length > 0 ? () => pick(names) : otherwise);

function text(names, depth, more = []) {
  const simple = [
    () => pick(NAMES),
    () => 'null',
    or(names.of('string'), () => '"web"'),
    ...more.map((name) => () => name),
  ];
  if (depth === 0) return make(simple);
  const inner = () => text(names, depth - 1, more);
  if (names.profiles.length > 0 && chance(25)) return pick(names.profiles)(inner);
  return make([
    ...simple,
    () => `${flag(names, depth - 1)} ? ${inner()} : ${inner()}`,
    () => `coalesce(${inner()}, ${inner()}, "last")`,
    () => `try(${inner()}, ${inner()})`,
    () => `try(${or(names.any(), () => 'null')()}.profile, ${inner()})`,
    () => `try(${or(names.any(), () => 'null')()}["${pick(KEYS)}"], ${inner()})`,
    () => `try(${or(names.any(), () => 'null')()}[0].profile, ${inner()})`,
    () => `lookup(${or(names.maps(), () => '{}')()}, "${pick(KEYS)}", ${inner()})`,
    () => `join("", ${list(names, depth - 1, more)})`,
    () => `one(${list(names, depth - 1, more)})`,
    () => `element(concat(${list(names, depth - 1, more)}, ["last"]), ${below(2)})`,
    () => `"\${${inner()} == null ? "" : ${pick(NAMES)}}"`,
    () => `"%{ if ${flag(names, depth - 1)} }web%{ else }${pick(['', 'app'])}%{ endif }"`,
    () => `replace(coalesce(${inner()}, "none"), "${pick(['web', 'none', '/^.*$/'])}", ${pick(NAMES)})`,
    () => `trimspace(coalesce(${inner()}, " "))`,
    () => `nonsensitive(sensitive(${inner()}))`,
    ...names.objects().map((object) => () => `${object}.profile`),
    ...names.objects().map((object) => () => `try(${object}.profile, ${inner()})`),
    ...names
      .objects()
      .map((object) => () => `${object}[*].profile == [] ? "none" : one(${object}[*].profile)`),
    ...names.objectMaps().map((map) => () => `join("", values(${map})[*].profile)`),
    ...names.objectMaps().map((map) => () => `lookup(${map}, "${pick(KEYS)}", { profile = null }).profile`),
  ]);
}

function flag(names, depth) {
  const simple = [() => pick(['true', 'false']), or(names.of('bool'), () => 'true')];
  if (depth === 0) return make(simple);
  return make([
    ...simple,
    () => `${text(names, depth - 1)} != ${pick(['null', '""'])}`,
    () => `${or(names.any(), () => 'null')()} == null`,
    () => `!(${flag(names, depth - 1)})`,
    () => `(${flag(names, depth - 1)} ${pick(['&&', '||'])} ${flag(names, depth - 1)})`,
    () => `length(${list(names, depth - 1)}) > ${below(2)}`,
    () => `can(${text(names, depth - 1)})`,
    () => `can(${or(names.any(), () => 'null')()}.profile)`,
    () => `contains(${list(names, depth - 1)}, ${pick(NAMES)})`,
    () => `alltrue([for x in ${list(names, depth - 1)} : x != ""])`,
    ...names.objects().map((object) => () => `coalesce(${object}.on, ${pick(['true', 'false'])})`),
    ...names.objects().map((object) => () => `try(${object}.on, false) == true`),
  ]);
}

function list(names, depth, more = []) {
  const inner = () => text(names, Math.max(depth - 1, 0), more);
  const simple = [
    () => `[${some(2, inner).join(', ')}]`,
    or(names.of('list(string)'), () => '[]'),
    () => `${or(names.of('string'), () => 'null')()}[*]`,
  ];
  if (depth === 0) return make(simple);
  return make([
    ...simple,
    () => `compact(${list(names, depth - 1, more)})`,
    () => `concat(${list(names, depth - 1, more)}, ${list(names, depth - 1, more)})`,
    () => `[for x in ${list(names, depth - 1, more)} : x if x != ${pick(['null', '""', '"web"'])}]`,
    () => `slice(concat(${list(names, depth - 1, more)}, ["y"]), 0, 1)`,
    () => `values(${map(names, depth - 1)})`,
    () => `flatten([${list(names, depth - 1, more)}, ${list(names, depth - 1, more)}])`,
    () => `distinct(${list(names, depth - 1, more)})`,
    ...names.of('list(object({ profile = string }))').map((list) => () => `${list}[*].profile`),
    ...names.of('set(string)').map((set) => () => `tolist(${set})`),
    ...names.objectMaps().map((map) => () => `[for k, v in ${map} : v.profile if v.on]`),
  ]);
}

function map(names, depth) {
  const simple = [() => mapping(() => text(names, 0)), or(names.maps(), () => '{}')];
  if (depth === 0) return make(simple);
  return make([
    ...simple,
    () => `merge(${map(names, depth - 1)}, ${map(names, depth - 1)})`,
    () => `{ for k, v in ${map(names, depth - 1)} : k => ${text(names, depth - 1, ['v'])} }`,
    () =>
      `{ for k, v in ${map(names, depth - 1)} : upper(k) => v if ${pick(['v != null', 'v != ""', 'k != "a"', 'true'])} }`,
    () => `zipmap(["a", "b"], [${text(names, depth - 1)}, ${text(names, depth - 1)}])`,
    () => `(${flag(names, depth - 1)} ? ${map(names, depth - 1)} : {})`,
    ...names
      .objectMaps()
      .map((map) => () => `{ for k, v in ${map} : k => v.profile ${pick(['', 'if v.on'])} }`),
  ]);
}

function whole(names, depth) {
  return make([
    () => `${below(3)}`,
    () => `${flag(names, depth)} ? 1 : 0`,
    () => `length(${list(names, depth)})`,
    or(names.of('number'), () => '1'),
    () => `try(tonumber(${text(names, depth)}), 1)`,
    () => `min(2, length(${map(names, depth)}))`,
    () => `sum([${flag(names, depth)} ? 1 : 0, 1])`,
  ]);
}

/** Text of a block that repeats and what its arguments may refer to. */
function repetition(names) {
  return make([
    () => ['', []],
    () => [`  count = ${whole(names, 2)}\n`, ['KEYS[count.index]', 'count.index']],
    () => [`  for_each = ${map(names, 2)}\n`, ['each.value', 'each.key']],
    () => [`  for_each = toset([for x in ${list(names, 2)} : x if x != null])\n`, ['each.value', 'each.key']],
    ...names.objectMaps().map((map) => () => [`  for_each = ${map}\n`, ['each.value.profile', 'each.key']]),
    ...names
      .objectMaps()
      .map((map) => () => [
        `  for_each = { for k, v in ${map} : k => v if v.on }\n`,
        ['each.value.profile', 'try(each.value.profile, each.key)'],
      ]),
    ...names.of('set(string)').map((set) => () => [`  for_each = ${set}\n`, ['each.value']]),
  ]);
}

/**
 * A declared profile: of `@profile.p.@name`, the check sees the name of an aws_iam_instance_profile, and terraform the id of
 * a terraform_data, which is not known before apply either.
 */
function profile(label, names) {
  const [repeats] = repetition(names);
  const at = `@profile.${label}`;
  const all = repeats.includes('for_each') ? `values(${at})[*].@name` : `${at}[*].@name`;
  if (repeats === '') {
    names.profiles.push(() => `${at}.@name`);
  } else {
    const key = repeats.includes('count') ? '[count.index]' : '[each.key]';
    names.repeated.push([repeats, `${at}${key}.@name`]);
    names.profiles.push(
      () => `join("", slice(concat(${all}, [""]), 0, 1))`,
      () => `one(slice(${all}, 0, min(1, length(${at}))))`,
      () => `element(concat(${all}, ["", null]), 0)`,
      (inner) => `try((${all})[0], ${inner()})`,
      (inner) => `length(${at}) > 0 ? (${all})[0] : ${inner()}`,
      (inner) => `try(${at}[${repeats.includes('count') ? '0' : '"a"'}].@name, ${inner()})`,
    );
  }
  names.profiles.push((inner) => `${flag(names, 1)} ? ${pick(names.profiles)(inner)} : ${inner()}`);
  return [
    `resource "aws_iam_instance_profile" "${label}" {\n${repeats}  role = "app"\n}\n`,
    `resource "terraform_data" "${label}" {\n${repeats}}\n`,
  ];
}

const FORMS = [
  ['@profile.', 'aws_iam_instance_profile.', 'terraform_data.'],
  ['@name', 'name', 'id'],
  ['@template.', 'aws_launch_template.', 'terraform_data.'],
  ['@content', 'id', 'input'],
];
const asChecked = (content) => FORMS.reduce((text, [mark, form]) => text.replaceAll(mark, form), content);
const asPlanned = (content) => FORMS.reduce((text, [mark, , form]) => text.replaceAll(mark, form), content);

/** Adds a file in both forms: native or JSON, whole or with parts of it in an override file. */
function add(files, path, overridePath, [ours, theirs]) {
  const [form, overForm] = [chance(25) ? json : native, chance(40) ? json : native];
  const salt = chance(30) ? 1 + below(1000) : 0;
  const chosen = ({ kind, labels, attributes }) => {
    const name = `${labels.at(-1) ?? attributes[0][0]}${kind}`;
    return salt > 0 && [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), salt) % 3 === 0;
  };
  for (const [into, content] of [
    [files.ours, asChecked(ours)],
    [files.theirs, asPlanned(theirs)],
  ]) {
    const [base, over] = override(read(content), chosen);
    into[path + (form === json ? '.tf.json' : '.tf')] = form(base);
    if (over.length > 0) into[overridePath + (overForm === json ? '.tf.json' : '.tf')] = overForm(over);
  }
}

/** A subject, in two forms: as the check sees it and as terraform plans it. */
function subject(label, names, types) {
  const shared = names.repeated.length > 0 && chance(50) ? pick(names.repeated) : undefined;
  const [repetitions, own] = shared ? [shared[0], [shared[1]]] : repetition(names);
  const conditions = chance(4) ? `  lifecycle {\n${rule('precondition', names)}  }\n` : '';
  const repeats = repetitions + conditions;
  const more = own.filter((name) => !name.startsWith('KEYS'));
  if (chance(30)) {
    const each = pick([
      () => `${or(names.objects(), () => 'null')()}[*]`,
      () => `compact([${text(names, 2, more)}])`,
      () => `${flag(names, 2)} ? [1] : []`,
      () => `[for x in ${list(names, 2, more)} : x if x != null]`,
      () => map(names, 2),
    ])();
    const value = make([
      () => 'BLOCK.value',
      () => 'try(BLOCK.value.profile, BLOCK.value)',
      () => text(names, 1, ['BLOCK.value', ...more]),
    ]);
    const [groups, planned, second] = chance(60) ? group(`g${label}`, label, repetitions, names) : ['', ''];
    types[label] = 'aws_launch_template';
    types[`g${label}`] = 'aws_autoscaling_group';
    types[second] = 'aws_launch_template';
    return [
      `${groups}resource "aws_launch_template" "${label}" {\n${repeats}  dynamic "iam_instance_profile" {\n    for_each = ${each}\n    content {\n      name = ${value.replaceAll('BLOCK', 'iam_instance_profile')}\n    }\n  }\n}\n`,
      `${planned}resource "terraform_data" "${label}" {\n${repeats}  input = [for block_key, block_value in ${each} : { name = ${value.replaceAll('BLOCK.value', 'block_value')} }]\n}\n`,
    ];
  }
  const value = text(names, 3, more);
  types[label] = 'aws_instance';
  return [
    `resource "aws_instance" "${label}" {\n${repeats}  iam_instance_profile = ${value}\n}\n`,
    `resource "terraform_data" "${label}" {\n${repeats}  input = ${value}\n}\n`,
  ];
}

/** A group that launches from a template, and a second template to choose from: what terraform plans as its own. */
function group(label, template, repeats, names) {
  const second = `${label}_second`;
  const name = text(names, 1);
  const at = `@template.${template}`;
  const all = repeats.includes('for_each') ? `values(${at})[*].@content` : `${at}[*].@content`;
  const other = `@template.${second}.@content`;
  const same = repeats.includes('count') ? `${at}[count.index].@content` : `${at}[each.key].@content`;
  const one = repeats === '' ? `${at}.@content` : `(${all})[0]`;
  const [own, from] = make([
    () => (repeats === '' ? ['', one] : [repeats, same]),
    () => ['', one],
    () => ['', `try(${one}, ${other})`],
    () => ['', `${flag(names, 2)} ? ${one} : ${other}`],
    () => ['', `length(${repeats === '' ? `[${at}]` : at}) > 0 ? ${one} : ${other}`],
    () => ['', `element([${one}, ${other}], ${whole(names, 1)})`],
    () => ['  count = 2\n', `[${one}, ${other}][count.index]`],
    () => [`  for_each = toset(["a", "b"])\n`, `{ a = ${one}, b = ${other} }[each.key]`],
    () => ['', `element(concat(${repeats === '' ? `[${one}]` : all}, [${other}]), 0)`],
  ]);
  return [
    `resource "aws_launch_template" "${second}" {\n  iam_instance_profile {\n    name = ${name}\n  }\n}\n` +
      `resource "aws_autoscaling_group" "${label}" {\n${own}  launch_template {\n    id = ${from}\n  }\n}\n`,
    `resource "terraform_data" "${second}" {\n  input = [{ name = ${name} }]\n}\n` +
      `resource "terraform_data" "${label}" {\n${own}  input = ${from}\n}\n`,
    second,
  ];
}

/** A block that makes terraform, and so the check, rule values out. */
function rule(kind, names) {
  const any = `${or(names.any(), () => 'path.module')()} == "never"`;
  return `  ${kind} {\n    condition = anytrue([${flag(names, 1)}, ${flag(names, 1)}, ${any}])\n    error_message = "ruled out"\n  }\n`;
}

/** A call of a new module below `directory`, whose output joins `names`; the module itself goes into `files`. */
function callOf(label, directory, names, files, types, depth) {
  const inner = new Names();
  let head = '';
  let inputs = '';
  for (const [name, type, value] of [
    ['profile', pick(['string', 'any']), () => text(names, 2)],
    ['create', 'bool', () => flag(names, 2)],
    ['names', pick(['list(string)', 'set(string)']), () => list(names, 2)],
  ]) {
    const given = chance(70);
    const known = type === 'any' ? 'string' : type;
    const fallback = given && chance(50) ? '' : `  default = ${VALUE[known]()}\n`;
    const own = new Names();
    own.add(known, `var.${name}`);
    head += `variable "${name}" {\n  type = ${type}\n${fallback}${chance(20) && !fallback.includes('= null') ? '  nullable = false\n' : ''}${chance(5) ? rule('validation', own) : ''}}\n`;
    if (given) inputs += `  ${name} = ${value()}\n`;
    inner.add(known, `var.${name}`);
  }
  if (depth > 1 && chance(30)) head += callOf('sub', `${directory}/sub`, inner, files, types, depth - 1);
  const own = depth > 1 ? 's' : 't';
  const [declared, planned] = chance(40) ? profile(`p${own}`, inner) : ['', ''];
  const [ours, theirs] = subject(own, inner, types);
  const [repeats] = repetition(names);
  const output = [
    `output "name" {\n  value = ${text(inner, 2)}\n}\n`,
    chance(70) ? `output "profile" {\n  value = ${text(inner, 2)}\n}\n` : '',
    chance(50) ? `output "on" {\n  value = ${flag(inner, 1)}\n}\n` : '',
  ].join('');
  add(files, `${directory}/main`, `${directory}/override`, [
    head + declared + ours + output,
    head + planned + theirs + output,
  ]);
  const local = `./${directory.split('/').at(-1)}`;
  const [source, version] =
    directory.startsWith('.terraform') && !directory.endsWith('/sub')
      ? [`acme/${label}/aws`, '1.0.0']
      : [local];
  const Key = directory.endsWith('/sub') ? `${directory.split('/').at(-2)}.sub` : label;
  files.modules.push({
    Key,
    Source: version ? `registry.terraform.io/${source}` : source,
    Version: version,
    Dir: directory,
  });
  const module = `module.${label}`;
  const all =
    repeats === '' ? `[${module}]` : repeats.includes('count') ? `${module}[*]` : `values(${module})`;
  names.add('list(string)', `${all}[*].name`);
  const wanted = version && chance(50) ? '  version = "~> 1.0"\n' : '';
  const call = `module "${label}" {\n  source = "${source}"\n${wanted}${repeats}${inputs}}\n`;
  return label !== 'sub' && chance(50) ? call + receiver(label, repeats, files, types) : call;
}

/** A call of a new module that is given another one as it is, as an object or as many. */
function receiver(label, repeats, files, types) {
  const object = pick(TYPES.filter((type) => type.startsWith('object')));
  const [type, given] = make([
    () =>
      repeats === ''
        ? [object, `module.${label}`]
        : [`map(${object})`, `{ a = try(module.${label}["a"], module.${label}[0], {}) }`],
    () =>
      repeats === ''
        ? [`map(${object})`, `{ a = module.${label}, b = { profile = null } }`]
        : [`map(${object})`, `{ for k, v in module.${label} : k => v }`],
    () => ['any', `module.${label}`],
  ]);
  const names = new Names();
  names.add(type, 'var.whole');
  const [ours, theirs] = subject('r', names, types);
  const head = `variable "whole" {\n  type = ${type}\n}\n`;
  const directory = `${label}w`;
  add(files, `${directory}/main`, `${directory}/override`, [head + ours, head + theirs]);
  files.modules.push({ Key: directory, Source: `./${directory}`, Dir: directory });
  return `module "${directory}" {\n  source = "./${directory}"\n  whole = ${given}\n}\n`;
}

function cell(index) {
  const names = new Names();
  let common = '';
  let values = '';
  const opens = [];
  for (let at = 0; at < 2 + below(4); at += 1) {
    const type = pick(TYPES);
    const name = `v${index}_${at}`;
    const open = samples > 0 && chance(50);
    const given = !open && chance(50);
    if (open || inputs === 'any') opens.push([name, VALUE[type]]);
    const fallback = !open && (!given || chance(60)) ? `  default = ${VALUE[type]()}\n` : '';
    const nullable =
      chance(20) && !fallback.includes('= null') ? `  nullable = ${pick(['true', 'false'])}\n` : '';
    const own = new Names();
    own.add(type, `var.${name}`);
    const validation = chance(8) ? rule('validation', own) : '';
    common += `variable "${name}" {\n  type = ${type}\n${fallback}${nullable}${validation}}\n`;
    if (given) values += `${name} = ${VALUE[type]()}\n`;
    names.add(type, `var.${name}`);
  }
  for (let at = 0; at < below(3); at += 1) {
    const [type, value] = make([
      () => ['string', text(names, 2)],
      () => ['bool', flag(names, 2)],
      () => ['list(string)', list(names, 2)],
      () => ['map(string)', map(names, 2)],
    ]);
    common += `locals { l${index}_${at} = ${value} }\n`;
    names.add(type, `local.l${index}_${at}`);
  }
  const files = { ours: {}, theirs: {}, modules: [] };
  const types = {};
  const place = chance(25) ? '.terraform/modules/' : '';
  if (chance(60)) common += callOf(`m${index}`, `${place}m${index}`, names, files, types, 2);
  if (place !== '') files.ours['.terraform/modules/modules.json'] = manifest([{ files }]);
  const [declared, planned] = chance(40) ? profile(`p${index}`, names) : ['', ''];
  const [ours, theirs] = subject(`c${index}`, names, types);
  add(files, `c${index}`, `c${index}_override`, [common + declared + ours, common + planned + theirs]);
  files.ours[`c${index}.auto.tfvars`] = values;
  files.theirs[`c${index}.auto.tfvars`] = values;
  return { index, files, types, opens };
}

/** What `terraform init` would have written of the modules of these cells. */
const manifest = (cells) =>
  JSON.stringify({
    Modules: [{ Key: '', Source: '', Dir: '.' }, ...cells.flatMap(({ files }) => files.modules)],
  });

/** The planned instances of all cells by address, or the cells that terraform refuses. */
function plan(cells) {
  const top = mkdtempSync(join(tmpdir(), 'random-modules-'));
  try {
    for (const { index, files, opens } of cells) {
      writeFileSync(
        join(top, `c${index}.open.auto.tfvars`),
        opens.map(([name, value]) => `${name} = ${value()}\n`).join(''),
      );
      for (const [path, content] of Object.entries(files.theirs)) {
        mkdirSync(dirname(join(top, path)), { recursive: true });
        writeFileSync(join(top, path), content);
      }
    }
    mkdirSync(join(top, '.terraform/modules'), { recursive: true });
    writeFileSync(join(top, '.terraform/modules/modules.json'), manifest(cells));
    const run = (...args) => {
      try {
        return execFileSync('terraform', args, {
          cwd: top,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          maxBuffer: 1 << 28,
        });
      } catch (error) {
        return error.stdout;
      }
    };
    const lines = (output) =>
      output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line));
    const errors = [
      ...lines(run('init', '-json', '-input=false', '-get=false')),
      ...lines(run('plan', '-json', '-input=false', '-out=plan')),
    ]
      .filter((line) => line.diagnostic?.severity === 'error')
      .map((line) => line.diagnostic);
    if (errors.length > 0) {
      const refused = new Map();
      for (const { range, summary, detail } of errors) {
        const number = /\b(?:c|m)(\d+)/.exec(`${range?.filename} ${detail}`)?.[1];
        // Beside the errors, `terraform init` says that there are some.
        if (number !== undefined) refused.set(Number(number), `${summary}: ${detail}`);
      }
      if (refused.size === 0) throw new Error(JSON.stringify(errors));
      return { refused };
    }
    const found = {};
    const walk = (module) => {
      for (const resource of module?.resources ?? []) found[resource.address] = resource;
      for (const child of module?.child_modules ?? []) walk(child);
    };
    walk(JSON.parse(run('show', '-json', 'plan')).planned_values.root_module);
    return { found };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

/** The status that a planned instance deserves; undefined where what was planned is no profile at all. */
function deserved(address, { values }) {
  // How many blocks there are may hang on what is only known after apply.
  if (values.input === undefined && !address.includes('aws_instance.')) return undefined;
  const one = (holder, name) => {
    const value = holder[name];
    // What is only known after apply is the id that stands for a profile's name.
    if (value === undefined) return 'known after apply';
    if (value === null || value === '') return 'fail';
    return typeof value === 'object' ? undefined : 'pass';
  };
  if (!Array.isArray(values.input)) return one(values, 'input');
  if (values.input.length === 0) return 'fail';
  return values.input.length === 1 ? one(values.input[0], 'name') : undefined;
}

/** What is planned for the cells that terraform does not refuse. */
function planned(cells) {
  let accepted = cells;
  let result = plan(accepted);
  while (result.refused) {
    const { refused } = result;
    accepted = accepted.filter(({ index }) => !refused.has(index));
    result = plan(accepted);
  }
  return { accepted, found: result.found };
}

/** The planned resources of a cell, by the address that they have in the check. */
function resourcesOf({ index, types }, found) {
  const own = new RegExp(
    `^(?=.*terraform_data\\.[crstg])(module\\.m${index}w?[.[]|terraform_data\\.g?c${index}(_second)?(\\[|$))`,
  );
  const mine = Object.entries(found).filter(([address]) => own.test(address));
  return mine.map(([address, resource]) => [
    address.replace(/terraform_data\.(\w+)/, (_, label) => `${types[label]}.${label}`),
    resource,
  ]);
}

/** Whether an address of a result, perhaps with `[*]`, means a planned one. */
function means(result, address) {
  const pattern = result
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('\\[\\*\\]', '(\\[[^\\]]*\\])?');
  return new RegExp(`^${pattern}$`).test(address);
}

/** What may be certain here where terraform leaves the value open: it does not tell a list of names from a name. */
const CERTAIN = [
  'profile-null',
  'profile-empty',
  'template-without-profile',
  'template-empty-profile-block',
  'not-a-profile',
];

/** In what the results of a cell contradict what is planned. */
function contradictions(results, resources) {
  const problems = [];
  for (const [address, resource] of resources) {
    const expected = deserved(address, resource);
    if (expected === undefined) continue;
    tally.compared += 1;
    const meant = results.filter(
      (result) => means(result.address, address) && result.status !== 'not_applicable',
    );
    const says = meant.map(({ status, code }) => `${status} ${code}`).join(', ') || 'nothing';
    const open = meant.some(({ status }) => status === 'unknown' || status === 'conditional');
    if (open) tally.open += 1;
    // Whether that id is null or empty, terraform leaves open where the name is certainly neither.
    const settled = expected === 'known after apply' ? CERTAIN.includes(meant[0]?.code) : false;
    const right = meant.some(
      ({ status }) => status === expected || (status === 'pass' && expected !== 'fail'),
    );
    if (meant.length === 0 || (!open && !right && !settled)) {
      problems.push(`${address}: ${says}; terraform: ${JSON.stringify(resource.values.input)}`);
    }
  }
  if (samples > 0) return problems;
  for (const { address, status, code } of results) {
    const there =
      resources.some(([planned]) => means(address, planned)) || address.includes('aws_iam_instance_profile.');
    if (status !== 'not_applicable' && !there)
      problems.push(`${address}: ${status} ${code}; terraform: not planned`);
  }
  return problems;
}

const tally = { compared: 0, open: 0, refused: 0 };
const cells = Array.from({ length: Number(count) }, (_, index) => cell(index));
const reports = new Map(cells.map(({ index, files }) => [index, check(files.ours, { inputs })]));
const told = new Set();
for (let sample = 0; sample < Math.max(1, Number(samples)); sample += 1) {
  const { accepted, found } = planned(cells);
  tally.refused += cells.length - accepted.length;
  for (const one of accepted) {
    const report = reports.get(one.index);
    const problems = contradictions(report.results, resourcesOf(one, found));
    // What terraform takes, nothing may be said against; but it does not know how many blocks a template may have.
    const said = report.diagnostics.filter(
      ({ severity, message }) => severity !== 'info' && !message.includes('no more than one'),
    );
    if (samples === '0' && inputs === 'defaults')
      problems.push(...said.map(({ code, message }) => `${code}: ${message}`));
    if (problems.length === 0 || told.has(one.index)) continue;
    told.add(one.index);
    console.log(`--- cell ${one.index} of seed ${seed}\n${problems.join('\n')}`);
    for (const [path, content] of Object.entries(one.files.ours)) console.log(`# ${path}\n${content}`);
    for (const { address, status, code, cases } of report.results)
      console.log(`= ${address} ${status} ${code} ${JSON.stringify(cases ?? '')}`);
    for (const { code, message } of report.diagnostics) console.log(`! ${code} ${message}`);
  }
}
const statuses = {};
for (const report of reports.values()) {
  for (const { status } of report.results) statuses[status] = (statuses[status] ?? 0) + 1;
}
console.log(
  `${cells.length} cells, refused by terraform ${tally.refused} times; ${tally.compared} planned instances compared, ` +
    `${tally.open} of them open; ${told.size} cells differ; results ${JSON.stringify(statuses)}`,
);
process.exitCode = told.size > 0 ? 1 : 0;
