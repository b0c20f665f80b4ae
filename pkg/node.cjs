// The entry for `require` in Node: node.js and what it imports, bundled by scripts/build-wasm.mjs.
module.exports = require('./wasm/node.cjs');
