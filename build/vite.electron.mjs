/** How the program's Node side is built: ES modules for Node 20, with npm packages left as imports. */
import { isAbsolute } from 'node:path';
import { root } from './paths.mjs';

/** Programs that are started by themselves: the name in `out/electron` and where it begins. */
export const electronEntries = {
  main: 'electron/main.ts',
  headless: 'electron/headless.ts',
  'doctor-cli': 'electron/doctor-cli.ts',
  'audit-cli': 'electron/audit-cli.ts',
  'store-worker': 'electron/store/worker.ts',
};

/** @param {string} id an import as it is written */
const isPackage = (id) => !id.startsWith('.') && !id.startsWith('\0') && !isAbsolute(id);

/**
 * @param {string} outDir
 * @returns {import('vite').InlineConfig}
 */
export const electronConfig = (outDir) => ({
  configFile: false,
  root,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'node20',
    ssr: true,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: electronEntries,
      external: isPackage,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
