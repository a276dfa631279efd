/**
 * `npm run bench:window`: how the console's window keeps up with a thousand messages a second above a log of a million
 * rows, which is made at the first run and kept in `out/bench-store-data`. `WEIGUAN_LOG_ROWS` for another size,
 * `WEIGUAN_STREAM_SECONDS` for another time.
 */
import { join } from 'node:path';
import { runAsSelf } from './child.mjs';
import { root } from './paths.mjs';
import { runScript } from './problem.mjs';

await runScript(async () => {
  const env = { WEIGUAN_LOG_ROWS: '1000000', WEIGUAN_STREAM_SECONDS: '30', ...process.env };
  const args = [join(root, 'build', 'e2e.mjs'), 'large-log', ...process.argv.slice(2)];
  process.exitCode = await runAsSelf(process.execPath, args, { env, cwd: root });
});
