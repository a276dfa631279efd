/** How the preload script is built: one CommonJS file, because a sandboxed preload can load nothing but `electron`. */
import { root } from './paths.mjs';

export const preloadEntry = 'electron/preload.ts';

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export const preloadConfig = (outDir) => ({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'node20',
    ssr: true,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { preload: preloadEntry },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
