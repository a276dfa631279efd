/**
 * Builds the whole headless program with one command alone, which answers a picture, and prints
 * where it is.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { out, root } from '../../build/paths.mjs';
import { electronConfig } from '../../build/vite.electron.mjs';

const outDir = join(out, 'paint-program');
const commandsOfTheTest = join(root, 'test/support/paint-command.ts');

await build({
  ...electronConfig(outDir),
  plugins: [
    {
      name: 'commands-of-the-test',
      enforce: 'pre',
      resolveId: (id) => (id.endsWith('/registry.ts') ? commandsOfTheTest : undefined),
    },
  ],
});
console.log(join(outDir, 'headless.js'));
