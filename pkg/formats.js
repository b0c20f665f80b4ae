// Generated from the Rust types by scripts/build-types.mjs.

/** Output formats of `render`. */
export const FORMATS = Object.freeze([
  'text',
  'json',
  'sarif',
  'junit',
  'markdown',
  'github',
  'gitlab',
  'html',
  'oscal',
  'asff',
]);

/** Output formats of `renderEvidence`. */
export const EVIDENCE_FORMATS = Object.freeze([
  'text',
  'csv',
  'markdown',
  'html',
  'json',
]);
