// Serves the playground: `npm start [-- --port 4000]`. Needs Node alone.
import { main, run } from './lib/run.mjs';
import { nodeModules } from './setup.mjs';

await main(async () => {
  await nodeModules();
  run(process.execPath, ['node_modules/vite/bin/vite.js', 'www', ...process.argv.slice(2)]);
});
