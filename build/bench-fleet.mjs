/**
 * `npm run bench:fleet`: how long fifty servers take that are asked for their status at once, beside the slowest of them
 * asked alone. Needs an sshd, and a quiet machine: the servers run on it as well. `-- --servers=20 --slowest=3` for fewer of them, the slowest of which sleeps 3 s.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { runAsSelf } from './child.mjs';
import { out, root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';
import { electronConfig } from './vite.electron.mjs';

await runScript(async () => {
  await setUp('headless');
  const folder = join(out, 'bench-fleet');
  const config = electronConfig(folder);
  const input = { run: 'test/bench/fleet/run.ts' };
  await build({ ...config, build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
  process.exitCode = await runAsSelf(process.execPath, [join(folder, 'run.js'), ...process.argv.slice(2)], { cwd: root });
});
