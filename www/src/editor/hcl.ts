// HCL for the editor. A tokenizer rather than a grammar: whatever stands in the file it goes on with the next
// character, so that no valid and no broken Terraform can lose its colours past the place of a mistake.
import { StreamLanguage, type StreamParser, type StringStream } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** What the tokenizer is inside of. Templates nest: a string in an interpolation in a heredoc. */
type Context =
  | { in: 'bracket'; close: string }
  | { in: 'interpolation' }
  | { in: 'string' }
  | { in: 'heredoc'; marker: string }
  | { in: 'comment' };

interface State {
  stack: Context[];
  /** A heredoc announced on this line, whose text starts on the next. */
  announced: string | null;
  /** Whether the next word begins a statement. */
  start: boolean;
  /** Whether the last token was a dot, so that a word is an attribute. */
  afterDot: boolean;
}

const ROOTS = new Set(['var', 'local', 'data', 'module', 'each', 'count', 'self', 'path', 'terraform']);
const WORD = /^[\p{L}_][\p{L}\p{N}_-]*/u;

function template(stream: StringStream, state: State, end: string | null): string {
  while (!stream.eol()) {
    if (end && stream.peek() === end) {
      stream.next();
      state.stack.pop();
      return 'string';
    }
    if (end && stream.match('\\')) {
      stream.next();
      continue;
    }
    if (stream.match('$${') || stream.match('%%{')) continue;
    if (stream.match(/^[$%]\{/, false)) {
      if (stream.current() !== '') return 'string';
      stream.match(/^[$%]\{~?/);
      state.stack.push({ in: 'interpolation' });
      return 'template';
    }
    stream.next();
  }
  return 'string';
}

function expression(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match('#') || stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match('/*')) {
    state.stack.push({ in: 'comment' });
    return 'comment';
  }
  const start = state.start;
  const afterDot = state.afterDot;
  state.start = false;
  state.afterDot = false;
  if (stream.match('"')) {
    state.stack.push({ in: 'string' });
    return 'string';
  }
  const heredoc = stream.match(/^<<-?([\p{L}_][\p{L}\p{N}_-]*)/u) as RegExpMatchArray | null;
  if (heredoc) {
    state.announced = heredoc[1] ?? '';
    return 'template';
  }
  if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?/)) return 'number';
  if (stream.match(WORD)) {
    const word = stream.current();
    if (afterDot) return 'propertyName';
    if (start && stream.match(/^\s*=(?![=>])/, false)) return 'propertyName';
    if (start && stream.match(/^\s*("|\{|[\p{L}_])/u, false)) return 'keyword';
    if (stream.match(/^\s*\(/, false)) return 'function';
    if (word === 'true' || word === 'false' || word === 'null') return 'atom';
    if (/^(for|in|if|else|endif|endfor)$/.test(word)) return 'keyword';
    if (ROOTS.has(word)) return 'root';
    return 'variableName';
  }
  const character = stream.next() ?? '';
  if (character === '.') state.afterDot = true;
  if (character === '{' || character === '[' || character === '(') {
    state.stack.push({ in: 'bracket', close: character === '{' ? '}' : character === '[' ? ']' : ')' });
    state.start = character === '{';
    return 'bracket';
  }
  if (character === '}' || character === ']' || character === ')') {
    const top = state.stack.at(-1);
    if (top?.in === 'interpolation' && character === '}') {
      state.stack.pop();
      return 'template';
    }
    if (top?.in === 'bracket' && top.close === character) state.stack.pop();
    return 'bracket';
  }
  if (character === ',') {
    state.start = true;
    return 'punctuation';
  }
  return /[=!<>+\-*/%&|?:~]/.test(character) ? 'operator' : null;
}

const parser: StreamParser<State> = {
  name: 'hcl',
  startState: () => ({ stack: [], announced: null, start: true, afterDot: false }),
  copyState: (state) => ({ ...state, stack: [...state.stack] }),
  token(stream, state) {
    if (stream.sol()) {
      state.start = true;
      state.afterDot = false;
      if (state.announced !== null) {
        state.stack.push({ in: 'heredoc', marker: state.announced });
        state.announced = null;
      } else if (state.stack.at(-1)?.in === 'string') state.stack.pop();
    }
    const top = state.stack.at(-1);
    if (top?.in === 'comment') {
      if (stream.skipTo('*/')) {
        stream.match('*/');
        state.stack.pop();
      } else stream.skipToEnd();
      return 'comment';
    }
    if (top?.in === 'heredoc') {
      if (stream.sol() && stream.string.trim() === top.marker) {
        stream.skipToEnd();
        state.stack.pop();
        return 'template';
      }
      return template(stream, state, null);
    }
    if (top?.in === 'string') return template(stream, state, '"');
    return expression(stream, state);
  },
  indent(state, textAfter, context) {
    if (state.stack.some((item) => item.in === 'heredoc' || item.in === 'comment')) return null;
    const depth = state.stack.filter((item) => item.in === 'bracket').length;
    return Math.max(0, depth - (/^\s*[}\])]/.test(textAfter) ? 1 : 0)) * context.unit;
  },
  languageData: {
    commentTokens: { line: '#', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"'] },
    indentOnInput: /^\s*[}\])]$/,
  },
  tokenTable: {
    template: tags.special(tags.string),
    function: tags.function(tags.variableName),
    root: tags.special(tags.variableName),
  },
};

/** The language of .tf, .tofu, .tfvars; JSON's few tokens are a subset of it. */
export const hcl = StreamLanguage.define(parser);
