/** `npm run headless -- --config FILE`: the gateway without a window. Standard output carries only its own lines. */
import { callerFolder, runAsSelf } from './child.mjs';
import { out } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  await setUp('headless', { stream: process.stderr });
  const args = [`${out}/electron/headless.js`, ...process.argv.slice(2)];
  process.exitCode = await runAsSelf(process.execPath, args, { cwd: callerFolder('headless') });
});
