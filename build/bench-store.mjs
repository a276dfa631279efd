/**
 * `npm run bench:store`: search, filter, paging and insert figures of a store with a million messages. The store is made
 * at the first run and kept in `out/bench-store-data`. `-- --messages=100000` for another size.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { runAsSelf } from './child.mjs';
import { out, root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';
import { electronConfig, electronEntries } from './vite.electron.mjs';

await runScript(async () => {
  await setUp('headless');
  const folder = join(out, 'bench-store');
  const config = electronConfig(folder);
  const input = { run: 'test/bench/store/run.ts', 'store-worker': electronEntries['store-worker'] };
  await build({ ...config, build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
  const command = [join(folder, 'run.js'), join(out, 'bench-store-data'), ...process.argv.slice(2)];
  process.exitCode = await runAsSelf(process.execPath, command, { cwd: root });
});
