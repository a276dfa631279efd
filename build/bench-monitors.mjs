/**
 * `npm run bench:monitors`: how exactly 1,000 monitors at 60 s are checked, and what that costs: over 10 simulated minutes,
 * then in real time against servers on loopback. `-- --seconds=600` for a longer look than a minute.
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
  const folder = join(out, 'bench-monitors');
  const config = electronConfig(folder);
  const input = {
    run: 'test/bench/monitors/run.ts',
    servers: 'test/bench/monitors/servers.ts',
    'store-worker': electronEntries['store-worker'],
  };
  await build({ ...config, build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
  process.exitCode = await runAsSelf(process.execPath, [join(folder, 'run.js'), ...process.argv.slice(2)], { cwd: root });
});
