import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { out } from '../paths.mjs';
import { canInstall, installLine, installPackages, wouldStartServices } from './apt.mjs';

const folder = join(out, 'guest');
const root = join(folder, 'root');
const qemu = '/usr/bin/qemu-system-x86_64';

/** Not `execFileSync`: a download takes as long as it takes, and the set-up's lock is to be touched meanwhile. */
const runProgram = promisify(execFile);

/** Debian's newest kernel for virtual machines: `linux-image-cloud-amd64` only names it. */
function kernelPackage() {
  const { stdout = '' } = spawnSync('apt-cache', ['depends', 'linux-image-cloud-amd64'], { encoding: 'utf8' });
  return /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
}

/** @param {string[]} packages are unpacked into a folder, not installed */
async function unpack(packages) {
  mkdirSync(root, { recursive: true });
  await runProgram('apt-get', ['-qq', 'download', ...packages], { cwd: folder });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
    await runProgram('dpkg', ['-x', join(folder, name), root]);
    rmSync(join(folder, name));
  }
}

/**
 * A virtual machine with a small Linux (about 45 MB), whose power tests really switch. Without it they are skipped, and
 * say so.
 * @type {import('./steps.mjs').Step}
 */
export const guest = {
  id: 'guest',
  async run({ report }) {
    if (process.platform !== 'linux' || (existsSync(qemu) && existsSync(join(root, 'boot')))) return;
    const packages = [['qemu-system-x86']];
    if (!canInstall() || wouldStartServices()) return report.line(`A virtual machine is needed. ${installLine(packages)}`);
    if (!existsSync(qemu)) await installPackages(packages, report);
    const kernel = kernelPackage();
    if (kernel === undefined) return report.line('There is no package of a kernel for virtual machines here.');
    report.line(`Getting ${kernel}, busybox and dropbear …`);
    await unpack([kernel, 'busybox-static', 'dropbear-bin', 'libtomcrypt1', 'libtommath1']);
  },
};
