// Patterns as git writes them, for .gitignore files and for path arguments.

/** A regular expression for a glob: `*`, `?`, `[a-z]` within a segment, `**` over segments, `{a,b}` alternatives. */
export function globToRegExp(glob, { braces = false } = {}) {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i];
    if (char === '\\' && i + 1 < glob.length) {
      source += escaped(glob[++i]);
    } else if (char === '*' && glob[i + 1] === '*') {
      const startsSegment = i === 0 || glob[i - 1] === '/';
      const after = glob[i + 2];
      if (startsSegment && after === '/') {
        source += '(?:[^/]+/)*';
        i += 2;
      } else if (startsSegment && after === undefined) {
        source += '.+';
        i += 1;
      } else {
        source += '[^/]*';
        i += 1;
      }
    } else if (char === '*') {
      source += '[^/]*';
    } else if (char === '?') {
      source += '[^/]';
    } else if (char === '[' && glob.indexOf(']', i + 2) > 0) {
      const end = glob.indexOf(']', i + 2);
      const set = glob
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')
        .replaceAll('[', '\\[');
      source += `(?!/)[${set}]`;
      i = end;
    } else if (braces && char === '{' && glob.indexOf('}', i) > 0) {
      const end = glob.indexOf('}', i);
      const alternatives = glob.slice(i + 1, end).split(',');
      source += `(?:${alternatives.map((part) => globToRegExp(part).source.slice(1, -1)).join('|')})`;
      i = end;
    } else {
      source += escaped(char);
    }
  }
  return new RegExp(`^${source}$`, 's');
}

function escaped(char) {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The rules of one .gitignore; later lines win. */
export function parseGitignore(text) {
  const rules = [];
  for (const line of text.split(/\r?\n/)) {
    let pattern = line.replace(/(?<!\\)((?:\\\\)*) +$/, '$1');
    if (!pattern || pattern.startsWith('#')) continue;
    const negated = pattern.startsWith('!');
    if (negated) pattern = pattern.slice(1);
    const onlyDirectories = pattern.endsWith('/');
    if (onlyDirectories) pattern = pattern.slice(0, -1);
    // A slash at the beginning or in the middle ties the pattern to this directory.
    const anchored = pattern.includes('/');
    if (pattern.startsWith('/')) pattern = pattern.slice(1);
    if (!pattern) continue;
    try {
      rules.push({ negated, onlyDirectories, match: globToRegExp(anchored ? pattern : `**/${pattern}`) });
    } catch {
      // git ignores a pattern that it cannot read, such as [z-a].
    }
  }
  return rules;
}

/**
 * Whether git would ignore a path. `scopes` are { directory, rules } from the outermost .gitignore inwards;
 * the innermost rule that matches decides.
 */
export function isIgnored(scopes, path, isDirectory) {
  for (const { directory, rules } of [...scopes].reverse()) {
    const relative = directory === '' ? path : path.slice(directory.length + 1);
    for (let i = rules.length - 1; i >= 0; i--) {
      const rule = rules[i];
      if (rule.onlyDirectories && !isDirectory) continue;
      if (rule.match.test(relative)) return !rule.negated;
    }
  }
  return false;
}
