// Unified diffs of texts, as `git apply` and `patch` take them.

const CONTEXT = 3;

/** The patch that turns `before` into `after`; "" where they are equal. */
export function unifiedDiff(path, before, after) {
  if (before === after) return '';
  const [old, now] = [lines(before), lines(after)];
  const hunks = group(changes(old, now));
  const body = hunks.map((hunk) => print(hunk, old, now)).join('');
  return `--- a/${path}\n+++ b/${path}\n${body}`;
}

/** Lines with their line ends, so that a missing one at the end of the file counts. */
function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The differing stretches, [oldFrom, oldTo, newFrom, newTo], by Myers' greedy algorithm between equal ends. */
function changes(old, now) {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let [oldEnd, newEnd] = [old.length, now.length];
  while (oldEnd > start && newEnd > start && old[oldEnd - 1] === now[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  const a = old.slice(start, oldEnd);
  const b = now.slice(start, newEnd);
  const found = [];
  for (const [x, y] of edits(a, b)) {
    const last = found.at(-1);
    const [at, to] = [x.at + start, y.at + start];
    if (last && last[1] === at && last[3] === to) {
      last[1] += x.count;
      last[3] += y.count;
    } else {
      found.push([at, at + x.count, to, to + y.count]);
    }
  }
  return found;
}

/** Single-line edits in order: [{ at, count } in a, { at, count } in b]. */
function edits(a, b) {
  const furthest = new Map([[1, 0]]);
  const history = [];
  for (let depth = 0; depth <= a.length + b.length; depth++) {
    history.push(new Map(furthest));
    for (let k = -depth; k <= depth; k += 2) {
      const down = k === -depth || (k !== depth && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? furthest.get(k + 1) : furthest.get(k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return trace(history, a.length, b.length);
    }
  }
  return [];
}

function trace(history, x, y) {
  const found = [];
  for (let depth = history.length - 1; depth > 0; depth--) {
    const furthest = history[depth];
    const k = x - y;
    const down = k === -depth || (k !== depth && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const fromX = furthest.get(down ? k + 1 : k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    found.push([
      { at: fromX, count: down ? 0 : 1 },
      { at: fromY, count: down ? 1 : 0 },
    ]);
    [x, y] = [fromX, fromY];
  }
  return found.reverse();
}

/** Joins changes whose contexts touch. */
function group(found) {
  const hunks = [];
  for (const change of found) {
    const last = hunks.at(-1)?.at(-1);
    if (last && change[0] - last[1] <= 2 * CONTEXT) hunks.at(-1).push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function print(hunk, old, now) {
  const from = Math.max(0, hunk[0][0] - CONTEXT);
  const to = Math.min(old.length, hunk.at(-1)[1] + CONTEXT);
  const shift = hunk[0][2] - hunk[0][0];
  const grown = hunk.reduce((sum, [a, b, c, d]) => sum + (d - c) - (b - a), 0);
  const [oldCount, newCount] = [to - from, to - from + grown];
  // An empty side is counted from the line before it.
  const first = (at, count) => (count === 0 ? at : at + 1);
  let text = `@@ -${first(from, oldCount)},${oldCount} +${first(from + shift, newCount)},${newCount} @@\n`;
  let at = from;
  for (const [a, b, c, d] of hunk) {
    text += marked(' ', old.slice(at, a)) + marked('-', old.slice(a, b)) + marked('+', now.slice(c, d));
    at = b;
  }
  return text + marked(' ', old.slice(at, to));
}

function marked(sign, list) {
  const end = (line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`);
  return list.map((line) => sign + end(line)).join('');
}
