import type { CheckOptions } from './index.js';

/** A link that cannot be opened or made; the message is for the reader. */
export class ShareError extends Error {}

/**
 * The value of the playground's `code` fragment that carries these files. Rejects with a `ShareError` when they are
 * more than `decodeShare` takes.
 */
export function encodeShare(content: {
  files: Record<string, string>;
  active?: string;
  options?: CheckOptions;
}): Promise<string>;

/**
 * The files in such a value. Rejects with a `ShareError` when the link is damaged, unpacks to more than
 * 4 MB, or was made by a newer version. Paths and options are as they came: judge them before use.
 */
export function decodeShare(value: string): Promise<{
  files: Map<string, string>;
  active: string | undefined;
  options: Record<string, unknown>;
}>;
