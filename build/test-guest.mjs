/** `npm run test:guest`: switches the power of a real machine, a virtual one that runs here. It takes a minute. */
import { join } from 'node:path';
import { runAsSelf } from './child.mjs';
import { root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  await setUp('guest');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--config', join(root, 'build', 'vitest.config.ts'), '--project', 'guest'];
  process.exitCode = await runAsSelf(process.execPath, args, { cwd: root });
});
