// The help texts, put together from what there is to say about each command and option.
import { CHECK_OPTIONS, EVAL_OPTIONS, EVIDENCE_OPTIONS, EXPLAIN_OPTIONS, MERGE_OPTIONS } from './options.js';

/** The question that the command answers. */
export const QUESTION = 'Will every EC2 instance in this Terraform run with a usable IAM instance profile?';

/** Exit codes of `check` and `merge`, and what they mean. */
export const EXIT_CODES = [
  [0, 'nothing fails'],
  [1, 'something fails (see --fail-on and --exit-zero); wins over 2'],
  [2, 'an input could not be read, no Terraform was found, or the call was wrong'],
];

/** Whom each format of `check` and `merge` is for. */
export const FORMATS = {
  text: 'people at a terminal: source line, reason, fix, next step',
  json: 'programs; report.schema.json describes it',
  sarif: 'code scanning: SARIF 2.1.0 with fixes, suppressions and stable fingerprints',
  junit: 'test reports of CI systems',
  markdown: 'comments on pull requests; at most 60,000 characters',
  github: 'annotations in GitHub Actions',
  gitlab: 'code quality reports of GitLab',
  html: 'one page to file or send, without scripts',
  oscal: 'auditors: OSCAL assessment results 1.1',
  asff: 'AWS Security Hub, for BatchImportFindings',
};

/** Variables of the environment that are heeded. */
export const ENVIRONMENT = [
  ['NO_COLOR', 'no colours'],
  ['FORCE_COLOR', 'colours, where NO_COLOR is not set; 0 for none'],
  ['SOURCE_DATE_EPOCH', 'the time that reports carry, in seconds since 1970'],
  ['GITHUB_ACTIONS', 'true: the default format is github, and the report is added to GITHUB_STEP_SUMMARY'],
];

/** The commands: what each is for, how it is called, its options and examples. */
export const COMMANDS = {
  check: {
    usage: 'check [OPTIONS] [PATH...]',
    short: ['check [PATH...]', 'judge Terraform, OpenTofu, plans and states (the default)'],
    about: 'Judges every root module below the paths; without a path, below the current directory.',
    details: `A directory is walked as git sees it; .terraform and node_modules are left out, but downloaded modules are read. A file stands for the module it is in. Plans and states are recognised by their content. A pattern in quotes is expanded here. - reads standard input.`,
    options: CHECK_OPTIONS,
    formats: true,
    after: {
      Configuration: 'The file holds options of check in camel case, e.g. {"failOn": ["unknown"]}',
    },
    examples: [
      'ec2-profile-check check --var environment=prod --fail-on unknown infra/',
      'ec2-profile-check check --write-baseline baseline.json; ec2-profile-check check --baseline baseline.json',
      'ec2-profile-check check --fix --dry-run | git apply --allow-empty',
      'ec2-profile-check check --shard 2/4 -f json=part-2.json',
    ],
  },
  eval: {
    usage: 'eval [OPTIONS] EXPRESSION [PATH]',
    short: ['eval EXPRESSION [PATH]', 'evaluate an expression as terraform console would'],
    about: 'Evaluates an expression in a root module and prints what terraform console would.',
    options: EVAL_OPTIONS,
    exit: 'Exit code 0 when the value is known, 1 when it is not, 2 when the call was wrong.',
    examples: [
      `ec2-profile-check eval 'local.instances["web"].iam_instance_profile' infra/`,
      `echo 'locals { n = [1, 2] }' | ec2-profile-check eval 'sum(local.n)' -`,
    ],
  },
  explain: {
    usage: 'explain [OPTIONS] [NAME...]',
    short: ['explain [NAME...]', 'what a code, pitfall, status, framework or tool means'],
    about:
      'Explains codes, pitfalls, statuses, frameworks, other tools and kinds of evidence; without a name, lists them.',
    options: EXPLAIN_OPTIONS,
    examples: [
      'ec2-profile-check explain profile-missing',
      'ec2-profile-check explain pcidss',
      'ec2-profile-check explain CKV2_AWS_41',
    ],
  },
  evidence: {
    usage: 'evidence [OPTIONS] FILE...',
    short: ['evidence FILE...', 'audit evidence from AWS exports, state and reports'],
    about:
      'Joins exports of AWS, Terraform state and reports of check into audit evidence: which instances ran, which profile each had, since when and by whom, and where code and account differ.',
    details:
      'Files, packed with gzip or not, are recognised by their content; of a directory, all JSON files are read. `ec2-profile-check explain instances config-rule` tells how to export them.',
    options: EVIDENCE_OPTIONS,
    exit: 'Exit code 0 when every instance has a usable profile, 1 when one has not, 2 when an input is missing or could not be read.',
    examples: [
      'ec2-profile-check evidence -f html=evidence.html -f csv=evidence.csv exports/ terraform.tfstate',
      'aws ec2 describe-instances | ec2-profile-check evidence -',
    ],
  },
  merge: {
    usage: 'merge [OPTIONS] REPORT...',
    short: ['merge REPORT...', 'join the reports of a sharded check'],
    about: 'Joins JSON reports of shards into one and renders it.',
    options: MERGE_OPTIONS,
    formats: true,
    examples: ['ec2-profile-check merge part-*.json -f sarif=out.sarif -f text'],
  },
};

const WIDTH = 108;

/** The help of a command, or the overview. */
export function help(name) {
  return name === undefined ? overview() : helpOf(COMMANDS[name]);
}

function overview() {
  const commands = Object.values(COMMANDS).map((command) => command.short);
  return [
    QUESTION,
    'Usage: ec2-profile-check [COMMAND] [ARGUMENTS]',
    section('Commands', [
      ...commands,
      ['help [COMMAND]', 'the options of a command'],
      ['--version [--json]', 'the version; as JSON with the digest of the engine'],
    ]),
    section('Exit codes', EXIT_CODES),
    section('Environment', ENVIRONMENT),
    examples([
      'ec2-profile-check                              check the current directory',
      "ec2-profile-check infra/ 'modules/*'           check these",
      'ec2-profile-check -f sarif=out.sarif -f text   one run, two reports',
      'terraform show -json plan.out | ec2-profile-check -',
      'ec2-profile-check explain role-without-profile',
    ]),
  ].join('\n\n');
}

function helpOf(command) {
  const parts = [wrap(command.about, 0), `Usage: ec2-profile-check ${command.usage}`];
  if (command.details) parts.push(`  ${wrap(command.details, 2)}`);
  for (const [group, options] of groups(command.options)) {
    const rows = options.map(([name, option]) => [spelling(name, option), effect(option)]);
    const after = command.after?.[group];
    parts.push(section(group, after ? [...rows, ['', after]] : rows));
  }
  if (command.formats) parts.push(section('Formats', Object.entries(FORMATS)));
  if (command.exit) parts.push(wrap(command.exit, 0));
  return [...parts, examples(command.examples)].join('\n\n');
}

/** The options under their headings, in order: [[heading, [[name, option]...]]...]. */
export function groups(options) {
  const found = new Map();
  for (const [name, option] of Object.entries(options)) {
    const group = option.group ?? 'Options';
    found.set(group, [...(found.get(group) ?? []), [name, option]]);
  }
  return [...found];
}

/** An option as it is typed: `-f, --format FORMAT[=FILE]`. */
export function spelling(name, { short, value }) {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

/** What an option does, and whether it may be given several times. */
export function effect({ help, multiple, commas }) {
  return `${help}${multiple ? '; repeatable' : ''}${commas ? ' or with commas' : ''}`;
}

/** Two columns under a heading; a name that is too long has a line of its own. */
function section(heading, rows) {
  const names = rows.map(([name]) => String(name));
  const column = Math.min(28, Math.max(...names.map((name) => name.length)));
  const lines = rows.map(([name, about]) => {
    const text = wrap(about, column + 4);
    const start = `  ${String(name).padEnd(column)}`;
    return start.length > column + 2 ? `${start}\n${' '.repeat(column + 4)}${text}` : `${start}  ${text}`;
  });
  return `${heading}:\n${lines.join('\n')}`;
}

function examples(lines) {
  return `Examples:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The text in lines that end before the margin; all but the first are indented. */
function wrap(text, indent) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line && indent + line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
