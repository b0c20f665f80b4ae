// What pkg/wasm was built from, as digests in pkg/wasm/SOURCES.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { top } from './run.mjs';

const MODULE = ['src', 'Cargo.toml', 'Cargo.lock'];
const LOADER = ['pkg/node.js', 'pkg/api.js', 'pkg/deferred.js'];

/** The text that pkg/wasm/SOURCES has when it is up to date. */
export function sources() {
  return [
    '# Digests of what this folder was built from; `npm test` compares them.',
    `module   sha256:${digest(MODULE)}  ${MODULE.join(' ')}`,
    `node.cjs sha256:${digest(LOADER)}  ${LOADER.join(' ')}`,
    '',
  ].join('\n');
}

/** The text as it is, or "" before the first build. */
export function recorded() {
  try {
    return readFileSync(join(top, 'pkg/wasm/SOURCES'), 'utf8');
  } catch {
    return '';
  }
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(files)) {
    // A checkout may have either kind of line end.
    const text = readFileSync(join(top, path), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${path}\n${Buffer.byteLength(text)}\n${text}`);
  }
  return hash.digest('hex');
}

function files(path) {
  if (!statSync(join(top, path)).isDirectory()) return [path];
  const names = readdirSync(join(top, path)).sort();
  return names.filter((name) => !name.startsWith('.')).flatMap((name) => files(`${path}/${name}`));
}
