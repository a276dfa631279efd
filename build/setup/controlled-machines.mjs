import { existsSync } from 'node:fs';
import { Problem } from '../problem.mjs';
import { canInstall, installLine, installPackages, wouldStartServices } from './apt.mjs';

/** What the tests of IPMI, VNC, screens and pings run on loopback, by the program that each package is wanted for. */
const wanted = [
  { program: 'ping', names: ['iputils-ping'] },
  { program: 'ipmitool', names: ['ipmitool'] },
  { program: 'ipmi_sim', names: ['openipmi'] },
  { program: 'Xvfb', names: ['xvfb'] },
  { program: 'Xvnc', names: ['tigervnc-standalone-server'] },
  { program: 'vncpasswd', names: ['tigervnc-tools', 'tigervnc-common'] },
  { program: 'xsetroot', names: ['x11-xserver-utils'] },
  { program: 'xwd', names: ['x11-apps'] },
  { program: 'scrot', names: ['scrot'] },
];

/**
 * A simulated BMC, a VNC server, a screen and ping for the tests of what controls servers. Without them those tests are
 * skipped, and say so.
 * @type {import('./steps.mjs').Step}
 */
export const controlledMachines = {
  id: 'controlled-machines',
  async run({ report }) {
    const missing = wanted.filter(({ program }) => !existsSync(`/usr/bin/${program}`));
    if (process.platform !== 'linux' || missing.length === 0) return;
    const packages = missing.map(({ names }) => names);
    const what = `Tests of IPMI, VNC, screens and pings need ${missing.map(({ program }) => program).join(', ')}`;
    if (!canInstall() || wouldStartServices()) return report.line(`${what}, and are skipped without. ${installLine(packages)}`);
    report.line(`${what}. Installing it with apt …`);
    try {
      await installPackages(packages, report);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      report.line(`${error.message}\nThese tests are skipped.`);
    }
  },
};
