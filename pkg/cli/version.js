import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The version of the package; as JSON also the digest of the engine, by which an auditor knows what has judged. */
export function version({ json }) {
  const { name, version } = JSON.parse(read('../package.json').toString('utf8'));
  if (!json) return `${name} ${version}\n`;
  const digest = createHash('sha256').update(read('../wasm/ec2_profile_check_bg.wasm')).digest('hex');
  return `${JSON.stringify({ name, version, engineSha256: digest }, null, 2)}\n`;
}

function read(path) {
  return readFileSync(new URL(path, import.meta.url));
}
