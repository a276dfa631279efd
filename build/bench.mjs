/**
 * `npm run bench`: the gateway's speed beside that of a bare node:http server. `-- --quick` for fewer messages,
 * `-- --only=bare,node` for some of the servers, `-- --load=quiet` for messages that nobody answers, `-- --steady` for the
 * latencies alone.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { runAsSelf } from './child.mjs';
import { out, root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { hasDisplay } from './setup/display.mjs';
import { setUp } from './setup/run.mjs';
import { electronConfig, electronEntries } from './vite.electron.mjs';

const screen = '-screen 0 1280x800x24';
const load = 'test/bench/load';

/** @param {string} folder @param {Record<string, string>} input its programs, by name */
async function buildInto(folder, input) {
  const config = electronConfig(folder);
  await build({ ...config, build: { ...config.build, rolldownOptions: { ...config.build?.rolldownOptions, input } } });
  return folder;
}

await runScript(async () => {
  const { electron } = await setUp('console', { mayBeVirtual: true });
  const places = {
    root,
    electron: electron?.executable ?? '',
    bench: await buildInto(join(out, 'bench'), {
      run: `${load}/run.ts`,
      generator: `${load}/generator.ts`,
      'bare-server': `${load}/bare-server.ts`,
    }),
    oneCommit: await buildInto(join(out, 'bench-one-commit'), {
      headless: electronEntries.headless,
      'store-worker': `${load}/one-commit-worker.ts`,
    }),
  };
  const command = [process.execPath, join(places.bench, 'run.js'), JSON.stringify(places), ...process.argv.slice(2)];
  const [program = '', ...args] = hasDisplay(process.env) ? command : ['xvfb-run', '-a', '-s', screen, ...command];
  process.exitCode = await runAsSelf(program, args, { cwd: root });
});
