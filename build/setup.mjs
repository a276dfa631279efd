/** `npm run setup`: gets and builds all that a start or a test needs. `-- --retry` tries Electron's download again. */
import { parseArgs } from 'node:util';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  const { values } = parseArgs({ options: { retry: { type: 'boolean', default: false } } });
  await setUp('console', { mayBeVirtual: true, retry: values.retry });
  console.log('Everything is in place. Start it with: npm start');
});
