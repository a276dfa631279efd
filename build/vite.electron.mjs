/**
 * How the program's Node side is built: ES modules for Node 20, with the code of npm packages in them. Read from hundreds of
 * files, packages took a third of the time that a start takes, and each thread reads them anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Programs that are started by themselves: the name in `out/electron` and where it begins. */
export const electronEntries = {
  main: 'electron/main.ts',
  headless: 'electron/headless.ts',
  'doctor-cli': 'electron/doctor-cli.ts',
  'audit-cli': 'electron/audit-cli.ts',
  'store-worker': 'electron/store/worker.ts',
};

/** What can't be part of a bundle, because it brings native code: the dependencies that stand beside the program. */
const beside = ['electron', ...Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies)];

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export const electronConfig = (outDir) => ({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: beside },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: electronEntries,
      external: beside,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
