/** `npm run test:e2e`: the end-to-end tests in a real Electron window; on a virtual display where there is no other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runAsSelf } from './child.mjs';
import { inModules, reports, root } from './paths.mjs';
import { Problem, runScript } from './problem.mjs';
import { hasDisplay } from './setup/display.mjs';
import { setUp } from './setup/run.mjs';

const config = join(root, 'test', 'e2e', 'playwright.config.ts');
// why: -noreset, for a display that starts anew when its last window closes turns the next one away
const screen = '-screen 0 1920x1200x24 -noreset';

await runScript(async () => {
  if (!existsSync(config)) throw new Problem('There are no end-to-end tests: test/e2e/playwright.config.ts is missing.', 'Restore it.');
  const { electron } = await setUp('console', { mayBeVirtual: true });
  const command = [process.execPath, inModules('@playwright/test/cli.js'), 'test', '--config', config, '--reporter=list,json'];
  const [program = '', ...args] = hasDisplay(process.env) ? command : ['xvfb-run', '-a', '-s', screen, ...command];
  const env = {
    ...process.env,
    ...(electron ? { ELECTRON_OVERRIDE_DIST_PATH: electron.dist } : {}),
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, 'e2e.json'),
  };
  process.exitCode = await runAsSelf(program, [...args, ...process.argv.slice(2)], { env, cwd: root });
});
