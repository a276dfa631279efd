/**
 * Builds the whole headless program with one command alone, which tells the outside each time that it runs, and prints
 * where it is.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { out, root } from '../../build/paths.mjs';
import { electronConfig } from '../../build/vite.electron.mjs';

/** Test files run side by side, each with a build of its own; those of an hour ago are nobody's any more. */
const outDir = join(out, `touch-program-${process.pid}`);
for (const name of readdirSync(out)) {
  const isOld = name.startsWith('touch-program') && statSync(join(out, name)).mtimeMs < Date.now() - 3_600_000;
  if (isOld) rmSync(join(out, name), { recursive: true, force: true });
}
const commandsOfTheTest = join(root, 'test/fault/touch-command.ts');

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
