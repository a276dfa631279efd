/** `npm start`: sets up what is missing, then opens the console; in a browser where there is no display. */
import { become, callerFolder, crashHint, endWithNpm, isCrash, runAsSelf } from './child.mjs';
import { root } from './paths.mjs';
import { explain, Problem, runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  endWithNpm();
  const { electron } = await setUp('console');
  const cwd = callerFolder('start');
  if (!electron) return await become('headless', cwd);
  const withoutSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // why: terminals inside Electron programs, such as editors, pass it on
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
  const code = await runAsSelf(electron.executable, [...withoutSandbox, root, ...process.argv.slice(2)], { cwd, env });
  process.exitCode = code;
  if (!isCrash(code)) return;
  process.stderr.write(explain(new Problem(`Electron broke down (exit code ${code}); its last words stand above.`, crashHint())));
});
