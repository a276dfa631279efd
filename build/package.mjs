/**
 * `npm run package`: the packed program as a folder in dist/, made with the Electron in use. With arguments, such as
 * `-- --linux deb`, electron-builder makes installers, for which it downloads its own tools.
 */
import { runAsSelf } from './child.mjs';
import { inModules, root } from './paths.mjs';
import { runScript } from './problem.mjs';
import { setUp } from './setup/run.mjs';

await runScript(async () => {
  const { electron } = await setUp('packaging');
  const asked = process.argv.slice(2);
  const folder = ['--dir', `--config.electronDist=${electron?.dist}`, `--config.electronVersion=${electron?.version}`];
  const args = ['--config', 'build/electron-builder.json', '--publish', 'never', ...(asked.length > 0 ? asked : folder)];
  process.exitCode = await runAsSelf(process.execPath, [inModules('electron-builder/cli.js'), ...args], { cwd: root });
});
