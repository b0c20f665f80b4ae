// The types for `require`: the same as those for `import`, which CommonJS may only name.
import type * as api from './index.js' with { 'resolution-mode': 'import' };

export type * from './index.js' with { 'resolution-mode': 'import' };

export declare const FORMATS: typeof api.FORMATS;
export declare const EVIDENCE_FORMATS: typeof api.EVIDENCE_FORMATS;
export declare const check: typeof api.check;
export declare const evaluate: typeof api.evaluate;
export declare const control: typeof api.control;
export declare const render: typeof api.render;
export declare const applyFixes: typeof api.applyFixes;
export declare const evidence: typeof api.evidence;
export declare const renderEvidence: typeof api.renderEvidence;
export declare const Project: typeof api.Project;
export type Project = api.Project;
