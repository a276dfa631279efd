/** `npm start`: sets up what is missing, then opens the console; in a browser where there is no display. */
import { callerFolder, runAsSelf } from './child.mjs';
import { out, root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  const { electron } = await setUp('console');
  const args = process.argv.slice(2);
  const cwd = callerFolder('start');
  if (!electron) {
    process.exitCode = await runAsSelf(process.execPath, [`${out}/electron/headless.js`, ...args], { cwd });
    return;
  }
  const withoutSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  process.exitCode = await runAsSelf(electron.executable, [...withoutSandbox, root, ...args], { cwd });
});
