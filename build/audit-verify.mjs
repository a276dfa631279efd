/** `npm run audit:verify -- [--config FILE] [--file EXPORT.jsonl]`: checks that nobody has changed the record of what was run. */
import { become, callerFolder } from './child.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  await setUp('headless', { stream: process.stderr });
  await become('audit-cli', callerFolder('audit:verify'));
});
