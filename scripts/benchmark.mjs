// Speed and size against the others, each a ratio within this run. CONTRIBUTING.md says how to read it.
//
//   npm run bench                          every row
//   npm run bench -- parse growth          only these rows: parse, hcl2json, checkov, cold, growth, edit, size
//   npm run bench -- --file main.tf        measure on this file instead of the generated one
//   npm run bench -- --checkov PATH        the Checkov to compare with; else the one on PATH
//   npm run bench -- --hcl2json PATH       a folder where @cdktf/hcl2json is installed; else it is installed
//   npm run bench -- --rounds 15           more rounds for a busy machine; else 7
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { parserInWasm } from './benchmark/floor.mjs';
import { instanceModule, manyFiles } from './benchmark/inputs.mjs';
import { compare, median, sample, wholeProcess } from './benchmark/measure.mjs';
import { nativeProgram } from './benchmark/native.mjs';
import { find, main, output, run, Stop, top } from './lib/run.mjs';

/** How long one measurement of a round takes, in milliseconds, after as long a warm-up. */
const TIME = 150;
/** The release of @cdktf/hcl2json that is compared with. */
const HCL2JSON = '0.21.0';
const ROWS = { parse, hcl2json, checkov, cold, growth, edit, size };
/** What a person checks while writing: one instance, its template, profile and role. */
const SMALL = 'tests/cases/instance/profile-only-in-template';

const table = [];
let settings;

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      checkov: { type: 'string' },
      hcl2json: { type: 'string' },
      rounds: { type: 'string', default: '7' },
    },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(ROWS, name));
  if (unknown) throw new Stop(`there is no row "${unknown}"; there are ${Object.keys(ROWS).join(', ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'ec2-profile-check-bench-'));
  const text = values.file ? readFileSync(values.file, 'utf8') : instanceModule();
  settings = { ...values, rounds: Number(values.rounds), folder, text, file: join(folder, 'main.tf') };
  writeFileSync(settings.file, text);
  const { check, Project } = await import('../pkg/node.js');
  settings.check = () => check({ 'main.tf': text });
  settings.Project = Project;
  console.log(
    `${values.file ?? 'The generated main.tf'}: ${(Buffer.byteLength(text) / 1024).toFixed(1)} KB.`,
  );
  console.log(
    `Medians of ${settings.rounds} rounds, each of ${TIME} ms per side after ${TIME} ms to warm up.\n`,
  );
  try {
    for (const [name, measure] of Object.entries(ROWS)) {
      if (positionals.length === 0 || positionals.includes(name)) await measure();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  print();
});

async function parse() {
  const ours = () => sample(settings.check, TIME);
  const taken = await compare(settings.rounds, ours, () => native('parse'));
  const alone = await parser();
  const alike = await compare(
    settings.rounds,
    () => sample(alone, TIME),
    () => native('parse'),
  );
  row('whole check in wasm / native parse by hcl-edit', taken.ratio, 2, [
    spread(taken),
    `beside it ${x(alike.ratio)}: hcl-edit's parse of all of it, in wasm, ${spread(alike)}`,
    `the same check natively: ${ms(native('check').median)}`,
  ]);
}

/** hcl-edit alone parsing the file in wasm, every expression of it: a check builds only those that it needs. */
async function parser() {
  settings.parser ??= await parserInWasm(settings.file);
  return settings.parser;
}

async function hcl2json() {
  const other = await import(createRequire(join(hcl2jsonFolder(), 'x.js')).resolve('@cdktf/hcl2json'));
  const parseOther = other.parse ?? other.default.parse;
  // It takes a hundred times as long: a few of its runs have to fit.
  const theirs = () => sample(() => parseOther('main.tf', settings.text), 4 * TIME);
  const taken = await compare(settings.rounds, theirs, () => sample(settings.check, TIME));
  const alone = await parser();
  const alike = await compare(settings.rounds, theirs, () => sample(alone, TIME));
  row('parse by @cdktf/hcl2json / whole check in wasm', taken.ratio, -15, [
    spread(taken),
    `beside it ${x(alike.ratio)}: against hcl-edit's parse of all of it, in wasm, ${spread(alike)}`,
  ]);
}

/** The folder it is installed in. Not a dependency: it is needed for nothing else. */
function hcl2jsonFolder() {
  if (settings.hcl2json) return settings.hcl2json;
  const folder = join(top, 'target', 'benchmark');
  if (!existsSync(join(folder, 'node_modules', '@cdktf', 'hcl2json'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    console.log(`> installing @cdktf/hcl2json ${HCL2JSON} (2 MB) into target/benchmark`);
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@cdktf/hcl2json@${HCL2JSON}`], {
      cwd: folder,
    });
  }
  return folder;
}

async function checkov() {
  const program = settings.checkov ?? find('checkov');
  if (!program) {
    missing(
      'Checkov / command line',
      'Checkov is not on PATH; install it with pip, or name it: --checkov PATH',
    );
    return;
  }
  const ours = ['pkg/cli.js', 'check', settings.folder, '--format', 'json'];
  const only = [
    '--check',
    'CKV2_AWS_41',
    '--framework',
    'terraform',
    '--skip-download',
    '--quiet',
    '-o',
    'json',
  ];
  wholeProcess(process.execPath, ours);
  wholeProcess(program, ['--directory', settings.folder, ...only]);
  const taken = [];
  for (let round = 0; round < Math.min(settings.rounds, 5); round += 1) {
    taken.push({
      ours: wholeProcess(process.execPath, ours),
      node: wholeProcess(process.execPath, ['-e', '0']),
      theirs: wholeProcess(program, ['--directory', settings.folder, ...only]),
    });
  }
  const of = (pick) => median(taken.map(pick));
  const seconds = (side) => ms(of((round) => round[side].seconds * 1000));
  const bytes = (side) => mb(of((round) => round[side].bytes));
  row(
    'Checkov / command line, wall time',
    of(({ ours, theirs }) => theirs.seconds / ours.seconds),
    -100,
    [
      `${seconds('theirs')} / ${seconds('ours')}`,
      `ceiling ${x(of(({ node, theirs }) => theirs.seconds / node.seconds))}: against node -e 0, ${seconds('node')}`,
    ],
  );
  row(
    'command line / Checkov, peak memory',
    of(({ ours, theirs }) => ours.bytes / theirs.bytes),
    0.25,
    [
      `${bytes('ours')} / ${bytes('theirs')}`,
      `floor ${x(of(({ node, theirs }) => node.bytes / theirs.bytes))}: node -e 0, ${bytes('node')}`,
    ],
  );
}

function cold() {
  const ours = ['pkg/cli.js', 'check', SMALL];
  wholeProcess(process.execPath, ours);
  const taken = [];
  for (let round = 0; round < 3 * settings.rounds; round += 1) {
    taken.push({
      bare: wholeProcess(process.execPath, ['-e', '0']),
      ours: wholeProcess(process.execPath, ours),
    });
  }
  for (const [what, pick] of [
    ['wall time', (used) => used.seconds],
    ['processor time', (used) => used.processor],
  ]) {
    const [us, node] = ['ours', 'bare'].map((side) => median(taken.map((round) => pick(round[side]))) * 1000);
    const ratio = median(taken.map((round) => pick(round.ours) / pick(round.bare)));
    row(`command line on one small file / node -e 0, ${what}`, ratio, 3, [`${ms(us)} / ${ms(node)}`]);
  }
}

function growth() {
  for (const together of [false, true]) {
    const counts = [10, 100, 1000, 10_000];
    // The least of three processes: what disturbs only ever slows down.
    const runs = counts.map((count) => {
      const taken = [1, 2, 3].map(() => ownProcess(count, together));
      return taken.reduce((least, next) => (next.perFile < least.perFile ? next : least));
    });
    const shape = together ? 'in one module' : 'ten to a root module';
    row(`10,000 files / 100 files, time per file, ${shape}`, runs[3].perFile / runs[1].perFile, 1.3, [
      ...counts.map(
        (count, index) =>
          `${String(count).padStart(6)} files: ${(runs[index].perFile * 1000).toFixed(0)} µs per file, ` +
          `${mb(runs[index].kilobytes * 1024)} more memory at the peak`,
      ),
    ]);
  }
}

function ownProcess(count, together) {
  const args = ['scripts/benchmark/process.mjs', String(count), ...(together ? ['together'] : [])];
  const printed = output(process.execPath, args);
  if (printed === undefined) throw new Stop(`node ${args.join(' ')} failed`);
  return JSON.parse(printed);
}

async function edit() {
  const files = manyFiles(199);
  const alone = await editFloors();
  for (const together of [true, false]) {
    const project = new settings.Project();
    for (const [path, text] of Object.entries(files)) {
      project.set(together ? path.replaceAll('/', '-') : path, text);
    }
    const path = together ? 'main.tf' : 'service-0/main.tf';
    project.set(path, settings.text);
    project.check();
    let turn = 0;
    const edited = () => {
      turn += 1;
      project.set(path, edition(turn));
      project.check();
    };
    const taken = await compare(
      settings.rounds,
      () => sample(edited, TIME),
      () => native('parse'),
    );
    const shape = together ? 'in one module' : 'ten to a root module';
    row(`edit one of 200 files, check / native parse of it, ${shape}`, taken.ratio, 2, [
      spread(taken),
      ...alone,
    ]);
    project.free();
  }
}

/** The text with another line at the end of the block in its middle: half of what is around it moves. */
function edition(turn) {
  const { text } = settings;
  const end = text.indexOf('\n}\n', text.length / 2);
  return `${text.slice(0, end)}\n  # ${turn}${text.slice(end)}`;
}

/** What is under an edit: all of the file parsed, the file read again, and checked where there is no other. */
async function editFloors() {
  const project = new settings.Project();
  let turn = 0;
  const edited = (ask) => () => {
    turn += 1;
    project.set('main.tf', edition(turn));
    ask();
  };
  const against = (work) =>
    compare(
      settings.rounds,
      () => sample(work, TIME),
      () => native('parse'),
    );
  const alike = [
    ["hcl-edit's parse of all of it, in wasm", await against(await parser())],
    ['a project of this file asked for its variables', await against(edited(() => project.variables()))],
    ['a project of this file checked', await against(edited(() => project.check()))],
  ];
  project.free();
  return alike.map(([what, taken]) => `beside it ${x(taken.ratio)}: ${what}, ${spread(taken)}`);
}

function size() {
  const bytes = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
  const [first, deferred] = ['bg', 'deferred'].map((part) =>
    bytes(join(top, `pkg/wasm/ec2_profile_check_${part}.wasm`)),
  );
  row(
    'the wasm, gzipped',
    (first + deferred) / 1000,
    350,
    [`${first} bytes to start with, ${deferred} when they are needed`],
    ' KB',
  );
  // What is there may be of another day.
  console.log('> npm run build');
  run('npm', ['run', 'build', '--silent']);
  const dist = join(top, 'www/dist');
  // As the page asks for it: what index.html names, the worker and the module it starts with.
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map(([, path]) => path);
  const started = readdirSync(join(dist, 'assets')).filter((name) =>
    /^worker-.*\.js$|_bg-.*\.wasm$/.test(name),
  );
  const all = [...new Set(['index.html', ...named, ...started.map((name) => `assets/${name}`)])];
  const load = all.reduce((sum, path) => sum + bytes(join(dist, path)), 0);
  row(
    'first load of the playground, gzipped',
    load / 1000,
    600,
    [`${load} bytes in ${all.length} files`],
    ' KB',
  );
}

function spread({ times, low, high, fastest }) {
  return `${ms(times[0])} / ${ms(times[1])}; rounds ${x(low)} to ${x(high)}; fastest against fastest ${x(fastest)}`;
}

/** Milliseconds that the native program needs for the file. */
function native(what) {
  settings.native ??= nativeProgram();
  const printed = output(settings.native, [what, settings.file, String(TIME)]);
  if (printed === undefined) throw new Stop(`benches/native.rs failed on ${what}`);
  const [middle, least] = printed.split(' ').map((nanoseconds) => Number(nanoseconds) / 1e6);
  return { median: middle, least };
}

/** One row of the table; a negative goal is one to reach, a positive one not to exceed. */
function row(what, value, goal, notes, unit = 'x') {
  const ok = goal < 0 ? value >= -goal : value <= goal;
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  table.push({
    what,
    value: `${value.toFixed(digits)}${unit}`,
    goal: `${goal < 0 ? 'at least' : 'at most'} ${Math.abs(goal)}${unit}`,
    verdict: ok ? 'reached' : 'missed',
    notes,
  });
}

function missing(what, why) {
  table.push({ what, value: '', goal: '', verdict: 'not measured', notes: [why] });
}

function print() {
  const widest = (key) => Math.max(...table.map((line) => line[key].length));
  for (const line of table) {
    const cells = ['what', 'value', 'goal', 'verdict'].map((key) =>
      key === 'value' ? line[key].padStart(widest(key)) : line[key].padEnd(widest(key)),
    );
    console.log(cells.join('  ').trimEnd());
    for (const note of line.notes) console.log(`    ${note}`);
  }
}

function ms(milliseconds) {
  return `${milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0)} ms`;
}

function x(ratio) {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)}x`;
}

function mb(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
