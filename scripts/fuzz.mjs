// Fuzzes one target with libFuzzer for a time; CONTRIBUTING.md says what the targets are.
//
//   npm run fuzz -- TARGET [SECONDS] [FOLDER...]    seeds: the fixtures, and the Terraform and JSON below FOLDER
//
// Needs cargo-fuzz (`cargo install cargo-fuzz`) and a C++ compiler. A stable compiler does: RUSTC_BOOTSTRAP is set.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { find, main, run, Stop, top } from './lib/run.mjs';

const FUZZ = join(top, 'fuzz');
const LARGEST = 64 * 1024;
/** The folders of fixtures each target starts from, and which of their files. */
const SEEDS = {
  syntax: { folders: ['tests/cases', 'tests/syntax', 'tests/fixes'], names: /\.(tf|tofu|tfvars|json)$/ },
  expression: { folders: ['tests/terraform'], names: /\.txt$/, split: '\n' },
  check: { folders: ['tests/cases', 'tests/fixes'], names: /\.(tf|tofu|tfvars|tf\.json|tpl)$/, sets: true },
  plan: { folders: ['tests/plan', 'tests/cases'], names: /\.json$/ },
  evidence: { folders: ['tests/evidence'], names: /\.(json|csv|gz)$/ },
  render: { folders: ['tests/render', 'target/case-reports'], names: /\.json$/ },
  fixes: { folders: ['tests/fixes', 'tests/cases'], names: /\.tf$/, sets: true },
};

await main(async () => {
  const [target, seconds = '60', ...folders] = process.argv.slice(2);
  if (!Object.hasOwn(SEEDS, target ?? '')) {
    throw new Stop(
      `usage: npm run fuzz -- TARGET [SECONDS] [FOLDER...]; targets are ${Object.keys(SEEDS).join(', ')}`,
    );
  }
  if (!find('cargo-fuzz')) throw new Stop('cargo-fuzz is missing; install it: cargo install cargo-fuzz');
  const corpus = join(FUZZ, 'corpus', target);
  mkdirSync(corpus, { recursive: true });
  const { folders: own, names, sets, split } = SEEDS[target];
  let count = 0;
  for (const folder of [...own.map((name) => join(top, name)), ...folders]) {
    if (!existsSync(folder)) continue;
    for (const seed of sets
      ? fileSets(folder, names)
      : files(folder, names).map((path) => readFileSync(path))) {
      for (const part of split ? seed.toString().split(split) : [seed]) {
        if (part.length > LARGEST) continue;
        writeFileSync(join(corpus, createHash('sha1').update(part).digest('hex')), part);
        count += 1;
      }
    }
  }
  console.log(`${count} seeds`);
  // What needs two seconds under the sanitizer needs none in the module.
  const limits = ['-timeout=20', '-rss_limit_mb=4096', `-max_len=${LARGEST}`, `-max_total_time=${seconds}`];
  run('cargo', ['fuzz', 'run', target, '--', ...limits], {
    cwd: FUZZ,
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
  });
});

function files(folder, names) {
  const found = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  return found.filter((path) => names.test(path) && statSync(path).isFile()).sort();
}

/** The files of each folder that has some, as fuzz/targets.rs reads them, after a byte of options. */
function fileSets(folder, names) {
  const sets = new Map();
  for (const path of files(folder, names)) {
    const relative = path.slice(folder.length + 1).replaceAll('\\', '/');
    const [area, name] = relative.split('/');
    const key = `${area}/${name}`;
    const inside = relative.slice(key.length + 1) || relative;
    sets.set(key, `${sets.get(key) ?? '@'}\n=== ${inside}\n${readFileSync(path, 'utf8')}`);
  }
  return [...sets.values()];
}
