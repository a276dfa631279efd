import { existsSync } from 'node:fs';
import { canInstall, installLine, installPackages, wouldStartServices } from './apt.mjs';

/** The tests of the ssh tunnel end sshd with its sessions, which they find with ps. */
const sshdPackages = [['openssh-server'], ['procps']];

/**
 * A real sshd for the tests of the ssh tunnel, which run it on loopback with keys of its own. Without it they are skipped.
 * @type {import('./steps.mjs').Step}
 */
export const sshd = {
  id: 'sshd',
  async run({ report }) {
    if (process.platform !== 'linux' || (existsSync('/usr/sbin/sshd') && existsSync('/usr/bin/ps'))) return;
    if (!canInstall() || wouldStartServices()) {
      return report.line(`The tests of the ssh tunnel need openssh-server, and are skipped without. ${installLine(sshdPackages)}`);
    }
    report.line('The tests of the ssh tunnel need openssh-server. Installing it with apt …');
    await installPackages(sshdPackages, report);
  },
};
