/** `npm run headless -- --config FILE`: the gateway without a window. Standard output carries only its own lines. */
import { become, callerFolder, endWithNpm } from './child.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  endWithNpm();
  await setUp('headless', { stream: process.stderr });
  await become('headless', callerFolder('headless'));
});
