// The types for `require`: the same as those for `import`.
export * from './index.js' with { 'resolution-mode': 'import' };
