/**
 * How the page is built. It is served from `weiguan://console/` in the window and from `/` in a browser, so its paths
 * are relative; and under a policy of `script-src 'self'`, so nothing is inlined.
 */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { root } from './paths.mjs';

export const rendererEntry = 'renderer/index.html';

/** Libraries that change seldom stand in chunks of their own, so that an update of the page leaves them cached. */
const libraries = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  { name: 'antd', test: /node_modules[\\/](antd|@ant-design|@rc-component|@emotion|rc-[^\\/]+)[\\/]/ },
  { name: 'libraries', test: /node_modules[\\/]/ },
];

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export const rendererConfig = (outDir) => ({
  configFile: false,
  root: join(root, 'renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { codeSplitting: { groups: libraries } } },
  },
});
