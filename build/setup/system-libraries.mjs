import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../problem.mjs';
import { canInstall, installLine, installPackages } from './apt.mjs';
import { hasDisplay } from './display.mjs';
import { fontPackages, hasChineseFont } from './fonts.mjs';

/** What Electron's window needs, and the keychain (libsecret). Several names: the first that the system knows. */
const windowPackages = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1'], ['libsecret-1-0']];
/** What tests need where there is no display. */
const virtualDisplayPackages = [['xvfb'], ['xauth'], ['dbus'], ['dbus-x11'], ['gnome-keyring']];

/** Libraries that are loaded by name later, so that `ldd` doesn't see them. */
const loadedLater = ['libsecret-1.so.0'];
const virtualDisplayCommands = ['Xvfb', 'xvfb-run', 'xauth', 'dbus-run-session', 'gnome-keyring-daemon'];

/**
 * @param {string} output of `ldd`
 * @returns {string[]} the libraries that it didn't find
 */
export const notFound = (output) => [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);

/** @param {string} executable */
function missingLibraries(executable) {
  const linked = spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '';
  const known = spawnSync(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  return [...notFound(linked), ...loadedLater.filter((name) => known !== '' && !known.includes(name))];
}

/** @param {string} command @param {NodeJS.ProcessEnv} env */
const isCommand = (command, env) => (env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/**
 * On Linux, the libraries of the system that Electron is linked against, and for tests a virtual display.
 * @type {import('./steps.mjs').Step}
 */
export const systemLibraries = {
  id: 'system-libraries',
  async run({ wantsElectron, mayBeVirtual, electron, env, report }) {
    if (process.platform !== 'linux' || !wantsElectron || !electron) return;
    const needsDisplay = mayBeVirtual && !hasDisplay(env);
    const look = () => [
      ...missingLibraries(electron.executable),
      ...(needsDisplay ? virtualDisplayCommands.filter((command) => !isCommand(command, env)) : []),
    ];
    const missing = look();
    if (missing.length === 0) return;
    const packages = [...windowPackages, ...(needsDisplay ? virtualDisplayPackages : []), ...(hasChineseFont() ? [] : fontPackages)];
    const without = mayBeVirtual ? '' : '\nWithout it, the console runs in a browser: npm run headless';
    const what = `Electron needs what this system lacks: ${missing.join(', ')}`;
    if (!canInstall()) throw new Problem(`${what}.`, `${installLine(packages)}${without}`);
    report.line(`${what}. Installing it with apt …`);
    await installPackages(packages, report);
    const still = look();
    if (still.length > 0) throw new Problem(`apt has finished, and yet this is missing: ${still.join(', ')}.`, installLine(packages));
  },
};
