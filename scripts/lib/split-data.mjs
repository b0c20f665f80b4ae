// Divides the data of a module in what must be in memory from the start and what comes later.

/** A gap of fewer bytes is left in a segment: a new one has a head. */
const GAP = 256;

/**
 * Segments `{ address, bytes }` as `{ kept, moved }`. `ranges` are the sorted pairs of start and end that are kept. What is
 * moved has no byte of these: they may have changed when it is put into memory.
 */
export function divide(segments, ranges) {
  const kept = segments.flatMap(({ address, bytes }) =>
    cut(merged(ranges, GAP), address, address + bytes.length).map(([start, end]) => {
      const part = Buffer.alloc(end - start);
      for (const [from, to] of cut(ranges, start, end))
        bytes.copy(part, from - start, from - address, to - address);
      return { address: start, bytes: part };
    }),
  );
  const moved = segments.flatMap(({ address, bytes }) =>
    cut(between(merged(ranges, 0)), address, address + bytes.length).map(([start, end]) => ({
      address: start,
      bytes: bytes.subarray(start - address, end - address),
    })),
  );
  return { kept, moved };
}

/** Sorted ranges, with those that touch, or have only a small gap between them, made one. */
function merged(ranges, gap) {
  const all = [];
  for (const [start, end] of ranges) {
    const last = all.at(-1);
    if (last && start - last[1] <= gap) last[1] = Math.max(last[1], end);
    else all.push([start, end]);
  }
  return all;
}

function between(ranges) {
  const starts = [0, ...ranges.map(([, end]) => end)];
  const ends = [...ranges.map(([start]) => start), Number.POSITIVE_INFINITY];
  return starts.map((start, index) => [start, ends[index]]);
}

/** What of ranges lies between two places. */
function cut(ranges, from, to) {
  return ranges
    .map(([start, end]) => [Math.max(start, from), Math.min(end, to)])
    .filter(([start, end]) => start < end);
}
