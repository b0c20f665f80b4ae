// Makes random expressions and records what the installed terraform makes of them; `cargo test --test functions` then
// compares them with the rest. Every seed gives other expressions, and always the same.
//
//   node tests/terraform/random.mjs [seed] [count]
//
// Writes random.txt and random.expected.json, which are not committed: remove them when done.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [seed = '1', count = '600'] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));

let state = BigInt(seed) * 2n + 1n;
/** A whole number from 0 up to, but not including, `limit` (a 64-bit linear congruential generator). */
function below(limit) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(limit));
}
const between = (low, high) => low + below(high - low + 1);
const pick = (choices) => choices[below(choices.length)];
const times = (most, make) => Array.from({ length: below(most + 1) }, make);

const WORDS = [
  'hello',
  'World',
  'é',
  'e\u0301',
  '👨‍👩‍👧',
  'a-b_c',
  '  x ',
  '123',
  'Ünï',
  '日本語',
  'a\tb',
  'A.B',
  'foo bar',
  'ß',
  '1.50',
  'true',
  'null',
  '~',
  'yes',
  '0x1F',
  'a: b',
  '- x',
  '#c',
  "'q'",
  '"d"',
  'back\\slash',
  'line\nbreak\n',
  'trail \n',
  ' lead',
  '{}',
  '[1]',
  '!t',
  '&a',
  '%x',
  '@x',
  '`y`',
  '1e3',
  '-0',
  '1_000',
  '.5',
  '',
];

const quote = (text) => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
const raw = () => times(3, () => pick(WORDS)).join('');
const text = () => quote(raw());
const list = (make) => `[${times(4, make).join(', ')}]`;

const number = () =>
  pick([
    () => `${between(-20, 20)}`,
    () => `${between(-99999, 99999)}.${between(0, 999)}`,
    () => `${between(-99, 99)}e${between(-12, 25)}`,
    () => `${between(-9, 9)}${Array.from({ length: between(15, 35) }, () => below(10)).join('')}`,
    () => `log(${between(1, 10000)}, ${between(2, 20)})`,
    () => `pow(${between(-20, 20)}, ${between(-6, 40)})`,
    () => `length(${text()})`,
  ])();

const scalar = () => pick([number, text, () => 'true', () => 'null'])();
const value = () =>
  pick([scalar, scalar, () => list(scalar), () => `{ a = ${scalar()}, b = ${scalar()} }`])();
const bool = () => pick(['true', 'false', `${number()} > ${number()}`, `${text()} == ${text()}`]);

const NAMES = ['a', 'b', 'c', 'a b', '1', 'é', 'x\ny\n', 'long '.repeat(30)];
const key = () => pick([...NAMES.slice(0, 3), ...NAMES.map(quote)]);
const small = () => pick(['1', '2', '-3', '0.5', '"1"', '"x"', '""', '"true"', 'true', 'false', 'null']);
/** A value of any shape and type, typed nulls among them. */
function anything(depth = 3) {
  const inner = () => anything(depth - 1);
  const inners = () => list(inner);
  const object = () =>
    `{ ${times(3, key)
      .map((name) => `${name} = ${inner()}`)
      .join(', ')} }`;
  if (depth <= 0) return small();
  return pick([
    small,
    small,
    scalar,
    inners,
    object,
    object,
    () => `${pick(['tolist', 'toset'])}(${inners()})`,
    () => `tomap(${object()})`,
    () => `[for x in ${inners()} : x]`,
    () =>
      pick([
        'tolist([])',
        'toset([])',
        'tomap({})',
        '[]',
        '{}',
        'null',
        'tostring(null)',
        'tonumber(null)',
        'tobool(null)',
        'tolist(null)',
        'toset(null)',
        'tomap(null)',
        'var.nothing',
        'var.tags',
        'var.ports',
        'var.zones',
        'var.server',
        'var.anything',
        'local.objects',
        'local.mixed',
        'local.object',
        'local.matrix',
        'local.null',
        'var.secret',
      ]),
    () => `${pick(['true', 'false'])} ? ${inner()} : ${inner()}`,
    () => `(${pick(['true', 'false'])} ? ${inner()} : ${inner()})`,
    () => `${inner()}[*]`,
  ])();
}
/** What Terraform refuses, most of it only once it is evaluated. */
const wrong = () =>
  pick([
    '[][0]',
    '{}.a',
    'tonumber("x")',
    'local.list[9]',
    'tostring([])',
    'var.tags.nope',
    'null.a',
    '1 + "x"',
  ]);
const perhapsWrong = () => (below(4) ? anything(2) : wrong());

const VERBS = [
  'd',
  '5d',
  '-6d',
  '+d',
  '06d',
  'x',
  '#x',
  'X',
  'o',
  'b',
  'e',
  '.3e',
  'f',
  '.2f',
  '10.3f',
  '-10.1f',
  'g',
  '.4g',
  'G',
  's',
  'q',
  'v',
  '#v',
  '8v',
  '-8s',
  '05s',
  '.3s',
  ' d',
  '012.2f',
  '.0f',
  '.1g',
  't',
  '[1]v',
];
const PATTERNS = ['[a-z]+', '\\w', '\\S+', '.', '(\\w)(\\w)', 'x*', '[^a-z]', '\\bfoo', '(?i)HELLO|b'];

const address = () =>
  below(3)
    ? `${below(256)}.${below(256)}.${below(256)}.${below(256)}/${below(33)}`
    : `${below(65536).toString(16)}:${below(65536).toString(16)}::${below(65536).toString(16)}/${below(129)}`;
const two = (digits) => String(digits).padStart(2, '0');
const moment = () =>
  `${String(below(9999)).padStart(4, '0')}-${two(between(1, 12))}-${two(between(1, 29))}` +
  `T${two(below(24))}:${two(below(60))}:${two(below(60))}${pick(['Z', '+05:30', '-11:00', '.25Z'])}`;

const FORMS = [
  () => `format("%${pick(VERBS)}|", ${scalar()})`,
  () => `${pick(['tostring', 'floor', 'ceil', 'abs', 'jsonencode'])}(${number()})`,
  () => `${pick(['max', 'min'])}(${number()}, ${number()})`,
  () => `sum(${list(number)})`,
  () => `range(${between(-5, 5)}, ${between(-5, 9)}, ${pick(['1', '-1', '0.5', '2'])})`,
  () =>
    `${pick(['upper', 'lower', 'title', 'strrev', 'length', 'trimspace', 'urlencode', 'md5', 'chomp'])}(${text()})`,
  () => `${pick(['base64encode', 'sha256', 'base64sha256'])}(${text()})`,
  () => `substr(${text()}, ${between(-6, 6)}, ${between(-2, 6)})`,
  () => `trim(${text()}, ${text()})`,
  () => `split(${quote(pick(['', ' ', '-', 'a']))}, ${text()})`,
  () =>
    `replace(${text()}, ${quote(pick(['a', '', 'o', `/${pick(PATTERNS)}/`]))}, ${quote(pick(['-', '', '$1$1']))})`,
  () => `${pick(['regex', 'regexall'])}(${quote(pick(PATTERNS))}, ${text()})`,
  () => `indent(${below(5)}, ${text()})`,
  () => `${pick(['jsonencode', 'yamlencode', 'tolist', 'toset', 'flatten', 'try'])}(${value()})`,
  () => `yamldecode(${quote(`k: ${pick(WORDS)}`)})`,
  () => `jsondecode(${quote(pick(WORDS))})`,
  () => `${pick(['tolist', 'toset', 'distinct', 'compact', 'sort', 'reverse'])}(${list(scalar)})`,
  () =>
    `${pick(['setunion', 'setintersection', 'setsubtract', 'setproduct', 'concat'])}(${list(text)}, ${list(text)})`,
  () => `coalesce(${[scalar(), scalar()].join(', ')})`,
  () => `join(${quote(pick(['', ',', '--']))}, ${list(scalar)})`,
  () => `${pick(['keys', 'values', 'merge', 'length'])}({ b = ${scalar()}, a = ${scalar()} })`,
  () => `cidrsubnet("${address()}", ${below(13)}, ${below(300)})`,
  () => `cidrhost("${address()}", ${between(-300, 3000)})`,
  () => `cidrsubnets("${address()}", ${between(1, 9)}, ${between(1, 9)}, ${between(1, 9)})`,
  () => `timeadd("${moment()}", "${between(-5000, 5000)}${pick(['h', 'm', 's', 'ms'])}")`,
  () => `formatdate("EEEE DD MMMM YYYY YY hh:mm:ss HH AA ZZZZZ Z", "${moment()}")`,
  () => `${number()} ${pick(['+', '-', '*', '/', '%', '<', '>=', '=='])} ${number()}`,
  () => `${value()} ${pick(['==', '!='])} ${value()}`,
  () => `${bool()} ${pick(['&&', '||'])} ${bool()}`,
  () => `${bool()} ? ${value()} : ${value()}`,
  () =>
    `[for i, x in ${list(scalar)} : ${pick(['x', 'i', `"\${i}-\${x}"`, '[x]'])}${pick(['', ' if x != null'])}]`,
  () => `{ for i, x in ${list(text)} : ${pick(['x', 'i'])} => ${pick(['x', 'i', 'i...'])} }`,
  () => `"${pick(['a', '', ' '])}\${${scalar()}}${pick(['b', '', '%{ if true }x%{ endif }'])}"`,
  () => `"%{ for x in ${list(text)} }\${x},%{ endfor }"`,
  () => `can(${value()}.a)`,
  () => `${list(scalar)}[${between(0, 3)}]`,
  () => `${value()}[*]`,
  () => `pow(${number()}, ${between(-9, 9)}.${between(1, 99)})`,
  () => `log(${number()}, ${number()})`,
  () => `base64gzip(${text()})`,
  () => `${pick(['true', 'false', '"true"', 'null', '1'])} ? ${anything()} : ${anything()}`,
  () => `${pick(['true', 'false'])} ? ${perhapsWrong()} : ${perhapsWrong()}`,
  () => `try(${perhapsWrong()}, ${perhapsWrong()})`,
  () => `can(${pick(['true', 'false'])} ? ${perhapsWrong()} : ${perhapsWrong()})`,
  () => `[${anything()}, ${anything()}][${below(2)}]`,
  () => `tolist([${anything(2)}, ${anything(2)}])`,
  () => `tomap({ a = ${anything(2)}, b = ${anything(2)} })`,
  () => `toset([${anything(2)}, ${anything(2)}, ${anything(2)}])`,
  () =>
    `${pick(['setproduct', 'setunion', 'setintersection', 'setsubtract', 'concat', 'coalescelist', 'zipmap', 'matchkeys'])}(${anything(2)}, ${anything(2)}${pick(['', `, ${anything(2)}`])})`,
  () => `${pick(['setproduct', 'setunion', 'concat', 'coalescelist'])}(${list(small)}, ${list(small)})`,
  () =>
    `${pick(['setproduct', 'setunion', 'setintersection', 'setsubtract'])}(${pick(['toset', 'tolist'])}(${list(small)}), ${list(small)})`,
  () =>
    `${pick(['merge', 'coalesce', 'contains', 'index', 'lookup', 'element'])}(${anything(2)}, ${anything(1)})`,
  () =>
    `${pick(['flatten', 'distinct', 'reverse', 'sort', 'one', 'sum', 'alltrue', 'anytrue', 'compact', 'keys', 'values', 'transpose', 'length', 'tolist', 'toset', 'tomap', 'jsonencode', 'sensitive', 'nonsensitive', 'issensitive'])}(${anything()})`,
  () => `yamlencode(${anything()})`,
  () => `chunklist(${anything(2)}, ${between(-1, 3)})`,
  () => `slice(${anything(2)}, ${between(-1, 2)}, ${between(0, 4)})`,
  () => `${anything(2)} ${pick(['==', '!='])} ${anything(2)}`,
  () => `[for k, v in ${anything(2)} : ${pick(['k', 'v', '[k, v]'])}]`,
  () => `{ for k, v in ${anything(2)} : ${pick(['k', 'tostring(k)', 'v'])} => ${pick(['v', 'k', 'v...'])} }`,
  () => `${anything(2)}${pick(['.a', '[0]', '["a"]', '.*.a', '[*].a', '.0', '[*]'])}`,
  () => `"\${${anything(2)}}"`,
  () => `formatlist(${quote(`%${pick(VERBS)}`)}, ${pick([anything(1), list(scalar)])}, ${list(scalar)})`,
  () => `format(${quote(`%${pick(VERBS)} %${pick(VERBS)}`)}, ${scalar()}, ${anything(1)})`,
  () =>
    `${pick(['startswith', 'endswith', 'strcontains', 'trimprefix', 'trimsuffix'])}(${text()}, ${text()})`,
  () => `lookup(${anything(2)}, ${text()}, ${anything(1)})`,
  () => `zipmap(${list(text)}, ${list(scalar)})`,
  () => `matchkeys(${list(small)}, ${list(small)}, ${list(small)})`,
  () => `${pick(['element', 'index', 'contains'])}(${list(small)}, ${small()})`,
  () =>
    `${pick(['parseint', 'tonumber', 'tobool', 'tostring'])}(${text()}${pick(['', ', 16', ', 36', ', 62'])})`,
  () =>
    `textencodebase64(${text()}, "${pick(['utf-8', 'UTF-16LE', 'latin1', 'windows-1252', 'Latin-9', 'nope'])}")`,
  () => `timecmp("${moment()}", "${moment()}")`,
  () => `csvdecode(${quote(`a,b\n${raw()},${raw()}\n`)})`,
  () => `jsondecode(jsonencode(${anything()}))`,
  () => `yamldecode(yamlencode(${anything()}))`,
  () => `cidrnetmask("${address()}")`,
  () => `cidrcontains("${address()}", "${address()}")`,
  () => `range(${small()}, ${small()})`,
  () => `"%{ if ${bool()} ~} \${${scalar()}} %{~ else ~} b %{ endif ~} c"`,
  () => `"%{ for k, v in ${anything(2)} ~} \${k}=\${${pick(['k', 'v'])}} %{ endfor }"`,
  () =>
    `[for k, v in ${anything(2)} : k if ${pick(['v != null', 'v == 1', 'k == "a"', 'length(v) > 0', 'v'])}]`,
  () =>
    `{ for k, v in ${anything(2)} : k => v if ${pick(['v != null', 'can(v.a)', 'k != 0', 'var.secret != v'])} }`,
  () => `(${anything(2)}).a`,
  () => `${pick(['-', '!'])}${pick([small(), number(), bool()])}`,
  () => `merge(${anything(2)}, ${anything(2)}, ${anything(1)})`,
  () => `concat(${anything(2)}, ${anything(2)}, ${anything(1)})`,
  () => `coalesce(${anything(1)}, ${anything(1)}, ${anything(1)})`,
  () => `${pick(['max', 'min'])}(${list(small)}...)`,
];

const expressions = Array.from({ length: Number(count) }, () => pick(FORMS)());
writeFileSync(join(here, 'random.txt'), `# Seed ${seed}\n${expressions.join('\n')}\n`);
execFileSync(process.execPath, [join(here, 'record.mjs'), 'random'], { stdio: 'inherit' });
