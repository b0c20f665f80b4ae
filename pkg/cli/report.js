// Reports as a whole: joining those of several units, and counting anew.

/** Joins reports of different roots into the one that a single check of them all gives. */
export function join(reports, diagnostics = []) {
  const [{ shard, ...first }] = reports;
  const results = reports.flatMap((report) => report.results).sort(byPlace);
  const seen = new Set();
  const all = [...diagnostics, ...reports.flatMap((report) => report.diagnostics)].filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    return !seen.has(key) && seen.add(key);
  });
  all.sort((a, b) => byLocation(a.location, b.location) || compare(a.code, b.code));
  return { ...first, summary: count(results, all), results, diagnostics: all };
}

/** The summary of results and diagnostics. */
export function count(results, diagnostics) {
  const of = (status) => results.filter((result) => result.status === status).length;
  return {
    pass: of('pass'),
    fail: of('fail'),
    conditional: of('conditional'),
    unknown: of('unknown'),
    notApplicable: of('not_applicable'),
    suppressed: of('suppressed'),
    errors: diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length,
  };
}

/** What a format shows of no result, and what of none that passes or creates nothing, unless it is to be verbose. */
const UNSEEN = {
  text: [{ frameworks: [] }, { chain: [], trace: [], toolVerdicts: {}, fixes: [] }],
  sarif: [
    { trace: [], toolVerdicts: {} },
    { chain: [], fixes: [] },
  ],
  github: [
    { frameworks: [], trace: [], toolVerdicts: {} },
    { chain: [], fixes: [] },
  ],
  gitlab: [{ frameworks: [], trace: [], toolVerdicts: {}, pitfalls: [], fixes: [] }, { chain: [] }],
  junit: [{ frameworks: [], trace: [], toolVerdicts: {} }, {}],
  markdown: [
    { frameworks: [], trace: [] },
    { chain: [], toolVerdicts: {}, fixes: [] },
  ],
};

const SETTLED = new Set(['pass', 'not_applicable']);

/** The report without what a format does not show, half of a large one and more: less to carry into the engine. */
export function forFormat(report, format, { verbose }) {
  if (verbose || !UNSEEN[format]) return report;
  const [always, settled] = UNSEEN[format];
  const either = { ...always, ...settled };
  const results = report.results.map((result) => ({
    ...result,
    ...(SETTLED.has(result.status) ? either : always),
  }));
  return { ...report, results };
}

function byPlace(a, b) {
  return compare(a.root, b.root) || byLocation(a.location, b.location) || compare(a.address, b.address);
}

function byLocation(a, b) {
  return compare(a?.file ?? '', b?.file ?? '') || (a?.start.offset ?? 0) - (b?.start.offset ?? 0);
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
