import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * What the page may do. Only in builds: the development server injects styles inline.
 * `wasm-unsafe-eval` is what compiling WebAssembly is called; nothing else is evaluated.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * Names the build by a digest of its files: in a meta element of the page, and in sw.js, which gets the list of the
 * files besides.
 */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler: () => [{ tag: 'meta', attrs: { name: 'build', content: '__BUILD__' }, injectTo: 'head' }],
    },
    generateBundle: {
      // After Vite's own, which drops chunks that came out empty.
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256');
        const files = Object.keys(bundle)
          .filter((name) => !name.endsWith('.map'))
          .sort();
        for (const name of files) {
          const item = bundle[name];
          if (item) hash.update(name).update(item.type === 'chunk' ? item.code : item.source);
        }
        const digest = hash.digest('hex').slice(0, 16);
        for (const item of Object.values(bundle)) {
          if (item.type === 'asset' && item.fileName.endsWith('.html'))
            item.source = String(item.source).replace('__BUILD__', digest);
        }
        const source = readFileSync(here('src/service-worker.js'), 'utf8')
          .replace('__VERSION__', digest)
          .replace(/\[['"]__FILES__['"]\]/, JSON.stringify(['./', ...files, 'icon.svg']));
        this.emitFile({ type: 'asset', fileName: 'sw.js', source });
      },
    },
  };
}

export default defineConfig({
  root: here('.'),
  base: './',
  resolve: {
    alias: [
      { find: /^ec2-profile-check$/, replacement: here('../pkg/index.js') },
      { find: /^ec2-profile-check\/(.*)$/, replacement: here('../pkg/$1.js') },
    ],
  },
  plugins: [contentSecurityPolicy(), offline()],
  worker: { format: 'es' },
  server: { host: '127.0.0.1', fs: { allow: [here('..')] } },
  preview: { host: '127.0.0.1' },
  build: {
    target: 'es2022',
    // These know light-dark(), which is kept as it is: rewritten for older ones it would be half as much again.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: here('dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // All that know light-dark() know modulepreload, too.
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the page begins with is one file: compressed together it is smaller, and asked for once. What the
            // element of the demo pages has in common with it stays outside.
            { name: 'page', test: /www[\\/]src[\\/]main\.ts$/, priority: 1 },
            { name: 'share', test: /pkg[\\/]share\.js$/, priority: 2 },
            { name: 'load', test: /preload-helper/, priority: 2 },
          ],
        },
      },
      input: {
        index: here('index.html'),
        plain: here('demo/plain.html'),
        mkdocs: here('demo/mkdocs.html'),
        docusaurus: here('demo/docusaurus.html'),
      },
    },
  },
});
