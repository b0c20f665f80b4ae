import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The version of the package; as JSON also the digest of the engine's two files, one after the other, by which an auditor knows what has judged. */
export function version({ json }) {
  const { name, version } = JSON.parse(read('../package.json').toString('utf8'));
  if (!json) return `${name} ${version}\n`;
  const engine = createHash('sha256');
  for (const part of ['bg', 'deferred']) engine.update(read(`../wasm/ec2_profile_check_${part}.wasm`));
  const digest = engine.digest('hex');
  return `${JSON.stringify({ name, version, engineSha256: digest }, null, 2)}\n`;
}

function read(path) {
  return readFileSync(new URL(path, import.meta.url));
}
