// Which paths a workspace takes. They come from links, archives and drops, so they are judged before use.

/** At most this many files. */
export const MAX_FILES = 500;
/** At most this many characters in all files together. */
export const MAX_TOTAL = 4_000_000;
/** Longest path, in characters. */
const MAX_PATH = 300;

/** Why a path cannot be taken, or null. A path is relative, with forward slashes, and stays inside. */
export function pathProblem(path: string): string | null {
  if (path === '') return 'The name is empty.';
  if (path.length > MAX_PATH) return `The name is longer than ${MAX_PATH} characters.`;
  if (/^(\/|[A-Za-z]:)/.test(path)) return 'The name is absolute; names are relative to the root module.';
  if (path.includes('\\')) return 'The name contains a backslash.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(path))
    return 'The name contains control characters.';
  const parts = path.split('/');
  if (parts.some((part) => part === '..')) return 'The name leads out of the folder (`..`).';
  if (parts.some((part) => part === '' || part === '.')) return 'The name has an empty part.';
  return null;
}

/** Whether the engine reads a file of this name; other files are left out of what is dropped, unless they are templates. */
export function isRelevant(path: string): boolean {
  return /\.(tf|tofu|tfvars|tf\.json|tofu\.json|tfvars\.json|json|tftpl|tpl|sh|ya?ml|txt)$/.test(path);
}

/** Files and folders of the same kind together: `main.tf` first, the top before its folders. */
export function comparePaths(a: string, b: string): number {
  const depth = (path: string) => path.split('/').length;
  const rank = (path: string) => (path.endsWith('main.tf') ? 0 : 1);
  return depth(a) - depth(b) || rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
