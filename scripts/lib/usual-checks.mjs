// What most people's checks call of the module: found by checking what the playground offers, and the cases of the tests.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { top } from './run.mjs';
import { instrumented } from './split-module.mjs';
import * as binary from './wasm-binary.mjs';

const INPUT = /\.(tf|tofu|tfvars|json|tpl|tftpl)$/;
/** Expected outcomes and the like, which stand beside the input. */
const OUTCOME = /(^|\/)(expected|lesson|options)\.json$/;
/** What the playground passes: nothing, a proof over all inputs, and values of variables. */
const OPTIONS = [{}, { inputs: 'any' }, { variables: { create: true, name: 'web', sizes: ['small'] } }];
/** What public configurations often have, and those above do not. */
const ORDINARY = 'scripts/lib/ordinary';
/** What one in so many of the cases needs, or of the examples when they are half written, is usual. */
const ONE_IN = 10;

const encoder = new TextEncoder();

/** So many bytes that one example alone needs are not: it then loads the second part. */
const ALONE = 600;

/** The numbers of the functions, in the order of the module's code section. */
export async function calledByUsualChecks(whole) {
  const { module, flags, functions } = instrumented(whole);
  const bodies = binary.bodies(binary.sections(whole).find(({ id }) => id === binary.CODE).body);
  const glue = await import(pathToFileURL(join(top, 'pkg/wasm/ec2_profile_check.js')).href);
  const { memory } = glue.initSync({ module });
  const called = (work) => {
    work();
    const marks = new Uint8Array(memory.buffer, flags, functions);
    const numbers = [...marks.keys()].filter((number) => marks[number] === 1);
    marks.fill(0);
    return numbers;
  };
  const check = (files, given = {}) => {
    const options = JSON.stringify(given);
    const project = new glue.Project();
    const set = (path, text) => project.set(path, encoder.encode(text));
    for (const [path, text] of Object.entries(files)) set(path, text);
    project.changes(options);
    project.variables();
    const [path, text] = Object.entries(files)[0];
    for (const edited of [`${text}\n`, `\n${text}`]) {
      set(path, edited);
      project.changes(options);
    }
    project.free();
    // What the element and most programs call.
    const texts = Object.values(files).map((text) => encoder.encode(text));
    glue.check(Object.keys(files), texts, options);
  };

  const shown = [...foldersOf('www/lessons'), ...examples(), ...demos()];
  const [ordinary] = foldersOf(ORDINARY);
  // The first of all checks also calls what is done once.
  const usual = new Set(
    [() => glue.control(), () => check(opening()), () => check(ordinary)].flatMap(called),
  );
  const own = shown.map((files) => called(() => check(files)));
  const addCommon = (samples, least) => {
    const counts = new Uint32Array(functions);
    for (const number of samples.flat()) counts[number]++;
    for (const [number, count] of counts.entries()) if (count >= least) usual.add(number);
  };
  addCommon(own, 2);
  const variants = (files) => {
    for (const options of OPTIONS) for (const one of [files, ...halfWritten(files)]) check(one, options);
  };
  const cases = foldersOf('tests/cases');
  for (const [samples, work] of [
    [shown, variants],
    [cases, (files) => check(files)],
  ]) {
    const all = samples.map((files) => called(() => work(files)));
    addCommon(all, samples.length / ONE_IN);
  }
  for (const numbers of own) {
    const rest = numbers.filter((number) => !usual.has(number));
    const size = rest.reduce((sum, number) => sum + bodies[number].length, 0);
    if (size <= ALONE) for (const number of rest) usual.add(number);
  }
  return usual;
}

/** The same as it is while somebody writes it. */
function halfWritten(files) {
  const main = files['main.tf'];
  if (main === undefined) return [];
  return [1 / 3, 2 / 3].map((part) => ({
    ...files,
    'main.tf': main.slice(0, Math.floor(main.length * part)),
  }));
}

/** What the playground opens with. */
function opening() {
  const [, text] = /`([^`]*)`/.exec(readFileSync(join(top, 'www/src/start.ts'), 'utf8'));
  return { 'main.tf': text };
}

/** A file is an example; so is a folder. */
function examples() {
  const folder = join(top, 'www/examples');
  return children(folder).flatMap((group) =>
    children(group).map((one) =>
      statSync(one).isDirectory() ? filesOf(one) : { 'main.tf': readFileSync(one, 'utf8') },
    ),
  );
}

/** What stands in the pages that show the element, where it is not broken up into spans. */
function demos() {
  return children(join(top, 'www/demo'))
    .filter((path) => path.endsWith('.html'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/<(?:code|ec2-profile-check)[^>]*>([^<]+)/g)])
    .map(([, text]) => ({ 'main.tf': text }))
    .filter(({ 'main.tf': text }) => text.includes('resource "'));
}

/** The configurations in a folder: those folders that have files of Terraform, with all below them. */
function foldersOf(path) {
  const under = (folder) => {
    const files = filesOf(folder, false);
    return Object.keys(files).length > 0
      ? [filesOf(folder)]
      : children(folder).filter(isDirectory).flatMap(under);
  };
  return under(join(top, path));
}

function filesOf(folder, below = true) {
  const files = {};
  const walk = (place) => {
    for (const path of children(place)) {
      const name = relative(folder, path).replaceAll('\\', '/');
      if (isDirectory(path)) {
        if (below) walk(path);
      } else if (INPUT.test(name) && !OUTCOME.test(name)) files[name] = readFileSync(path, 'utf8');
    }
  };
  walk(folder);
  return files;
}

function children(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

function isDirectory(path) {
  return statSync(path).isDirectory();
}
