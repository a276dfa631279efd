import { spawnSync } from 'node:child_process';
import { canInstall, installLine, installPackages } from './apt.mjs';

const keyringPackages = [['dbus'], ['gnome-keyring'], ['libsecret-1-0']];
const commands = ['dbus-run-session', 'gnome-keyring-daemon'];

const isThere = () => commands.every((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined);

/**
 * On Linux, for tests: a real keychain (Secret Service) that the tests start for themselves. Without it they skip what
 * needs one, and say so.
 * @type {import('./steps.mjs').Step}
 */
export const keyring = {
  id: 'keyring',
  async run({ mayBeVirtual, report }) {
    if (process.platform !== 'linux' || !mayBeVirtual || isThere()) return;
    if (!canInstall())
      return report.line(`No keyring here for the tests of the keychain; they will be skipped. ${installLine(keyringPackages)}`);
    report.line('No keyring here for the tests of the keychain. Installing one with apt …');
    await installPackages(keyringPackages, report);
  },
};
