/** `npm run doctor -- [--config FILE]`: looks for what keeps WeChat and this computer apart. */
import { become, callerFolder, endWithNpm } from './child.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  endWithNpm();
  await setUp('headless', { stream: process.stderr });
  await become('doctor-cli', callerFolder('doctor'));
});
