// Every option of the command line, once: parsing, `--help`, docs/reference.md and pkg/config.schema.json come from here.
//
// Each is what node's parseArgs wants of an option, and `value`, the word for what it takes; `help`, what it does;
// `group`, its heading; `choices`, all it may be; `once`, when it is for one call and so not for a configuration file;
// `commas`, when one value may hold several; `path`, when it names a file, which a configuration file names relative to itself.

const format = {
  type: 'string',
  short: 'f',
  multiple: true,
  value: 'FORMAT[=FILE]',
};
const output = {
  type: 'string',
  short: 'o',
  value: 'FILE',
  path: true,
  help: 'where the format without a file of its own goes',
};
const time = {
  type: 'string',
  value: 'TIME',
  once: true,
  help: 'the time that reports carry, in ISO 8601; default SOURCE_DATE_EPOCH, else now',
};
const exitZero = { type: 'boolean', help: 'findings do not fail' };

/** Options of `check`, by name and in the order of its help. */
export const CHECK_OPTIONS = {
  var: {
    group: 'Values',
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    help: 'value of a root variable; lists and objects as JSON',
  },
  'var-file': {
    group: 'Values',
    type: 'string',
    multiple: true,
    value: 'FILE',
    path: true,
    help: 'file of values as terraform.tfvars is one; later ones win',
  },
  inputs: {
    group: 'Values',
    type: 'string',
    value: 'any',
    choices: ['defaults', 'any'],
    help: 'treat every root variable as unknown: a pass then holds for every caller; the opposite is defaults',
  },
  'stdin-filename': {
    group: 'Values',
    type: 'string',
    value: 'NAME',
    once: true,
    help: 'the name of what comes through -',
  },
  framework: {
    group: 'Judging',
    type: 'string',
    multiple: true,
    commas: true,
    value: 'SLUG',
    help: 'report on these frameworks only',
  },
  'allowed-profile': {
    group: 'Judging',
    type: 'string',
    multiple: true,
    commas: true,
    value: 'NAME',
    help: 'names or ARNs of the profiles that may be used',
  },
  'launch-template-profile': {
    group: 'Judging',
    type: 'string',
    value: 'accept',
    choices: ['require-argument', 'accept'],
    help: 'an instance passes with a profile that only its launch template has; the opposite is require-argument',
  },
  services: {
    group: 'Judging',
    type: 'boolean',
    help: 'judge services that launch instances as well: Batch, EMR, Beanstalk and so on',
  },
  'no-inline-suppressions': { group: 'Judging', type: 'boolean', help: 'comments do not silence findings' },
  format: {
    ...format,
    group: 'Reports',
    help: 'see Formats; one may go to standard output; default text, in GitHub Actions github',
  },
  output: { ...output, group: 'Reports' },
  quiet: { group: 'Reports', type: 'boolean', short: 'q', help: 'nothing when nothing needs attention' },
  verbose: { group: 'Reports', type: 'boolean', short: 'v', help: 'passes, traces and information as well' },
  color: { group: 'Reports', type: 'boolean', help: 'colours, whatever NO_COLOR says' },
  'no-color': { group: 'Reports', type: 'boolean', help: 'no colours, whatever FORCE_COLOR says' },
  time: { ...time, group: 'Reports' },
  account: { group: 'Reports', type: 'string', value: 'ID', help: 'AWS account id for asff' },
  region: { group: 'Reports', type: 'string', value: 'NAME', help: 'AWS region for asff' },
  'fail-on': {
    group: 'Exit code',
    type: 'string',
    multiple: true,
    commas: true,
    value: 'STATUS',
    help: 'conditional and unknown fail too, when named',
  },
  'exit-zero': { ...exitZero, group: 'Exit code' },
  'allow-empty': { group: 'Exit code', type: 'boolean', help: 'no Terraform is no error' },
  baseline: {
    group: 'Exit code',
    type: 'string',
    value: 'FILE',
    path: true,
    help: 'findings written there do not fail; those that are gone are named',
  },
  'write-baseline': {
    group: 'Exit code',
    type: 'string',
    value: 'FILE',
    once: true,
    help: 'write the findings of this run',
  },
  fix: {
    group: 'Fixing',
    type: 'boolean',
    once: true,
    help: 'apply the first fix of each finding, then check again',
  },
  'dry-run': {
    group: 'Fixing',
    type: 'boolean',
    once: true,
    help: 'with --fix: print the patch, change nothing',
  },
  shard: {
    group: 'Large trees',
    type: 'string',
    value: 'I/N',
    once: true,
    help: 'check part I of N; join the JSON reports with merge',
  },
  config: {
    group: 'Configuration',
    type: 'string',
    value: 'FILE',
    once: true,
    help: 'default: ec2-profile-check.json here or above, within the repository',
  },
  'no-config': { group: 'Configuration', type: 'boolean', once: true, help: 'heed no configuration file' },
};

/** Options of `eval`. */
export const EVAL_OPTIONS = {
  format: { type: 'string', short: 'f', value: 'FORMAT', choices: ['text', 'json'], help: 'text or json' },
  root: { type: 'string', value: 'DIRECTORY', help: 'the root module, where PATH holds several' },
  ...pick(CHECK_OPTIONS, ['var', 'var-file', 'inputs', 'stdin-filename']),
};

/** Options of `explain`. */
export const EXPLAIN_OPTIONS = pick(EVAL_OPTIONS, ['format']);

/** Options of `evidence`. */
export const EVIDENCE_OPTIONS = {
  format: { ...format, help: 'text, csv, markdown, html, json; default text' },
  output,
  'config-rule': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'another name of the AWS Config rule',
  },
  time,
  'exit-zero': { ...exitZero, help: 'instances without a profile do not fail' },
};

/** Options of `merge`: those of `check` that say how to report. */
export const MERGE_OPTIONS = pick(CHECK_OPTIONS, [
  'format',
  'output',
  'quiet',
  'verbose',
  'color',
  'no-color',
  'time',
  'account',
  'region',
  'fail-on',
  'exit-zero',
]);

function pick(options, names) {
  return Object.fromEntries(names.map((name) => [name, { ...options[name], group: undefined }]));
}
