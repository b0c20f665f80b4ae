// The playground's links: what a page carries in its fragment, so that no server ever sees it.
// `1.` and the deflated JSON { f: files, a: active file, o: options } in base64url.

const VERSION = '1.';
/** Longest link taken, in characters of the fragment's value. */
const MAX_LINK = 2_000_000;
/** Most that a link may unpack to, in bytes: a few bytes of a hostile link can announce gigabytes. */
const MAX_UNPACKED = 4_000_000;

/** A link that cannot be opened; the message is for the reader. */
export class ShareError extends Error {
  name = 'ShareError';
}

async function pump(stream, limit) {
  const chunks = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new ShareError('The link unpacks to more than the playground takes.');
    }
    chunks.push(value);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** The fragment's value for these files. Rejects with a `ShareError` when it could not be opened again. */
export async function encodeShare({ files, active, options }) {
  const json = new Blob([JSON.stringify({ f: files, a: active, o: options })]);
  const packed = await pump(json.stream().pipeThrough(new CompressionStream('deflate-raw')), Infinity);
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  const value = VERSION + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (json.size > MAX_UNPACKED || value.length > MAX_LINK)
    throw new ShareError('The files are too large for a link.');
  return value;
}

/** The files of a link. Rejects with a `ShareError` when it is damaged, hostile, or newer than this page. */
export async function decodeShare(value) {
  if (value.length > MAX_LINK) throw new ShareError('The link is too long.');
  if (!value.startsWith(VERSION)) {
    throw new ShareError(
      /^\d+\./.test(value)
        ? 'The link was made by a newer version of the playground.'
        : 'The link is damaged.',
    );
  }
  let content;
  try {
    const binary = atob(value.slice(VERSION.length).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const bytes = await pump(stream, MAX_UNPACKED);
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError('The link is damaged: perhaps it was cut off when it was copied.');
  }
  const isRecord = (thing) => typeof thing === 'object' && thing !== null && !Array.isArray(thing);
  const { f: files, a: active, o: options } = isRecord(content) ? content : {};
  if (!isRecord(files) || !Object.values(files).every((text) => typeof text === 'string')) {
    throw new ShareError('The link does not carry Terraform files.');
  }
  return {
    files: new Map(Object.entries(files)),
    active: typeof active === 'string' ? active : undefined,
    options: isRecord(options) ? options : {},
  };
}
