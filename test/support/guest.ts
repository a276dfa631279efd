import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './sshd.ts';

/** Debian packages, unpacked: a kernel, busybox and dropbear. */
const packages = fileURLToPath(new URL('../../out/guest/root', import.meta.url));
const qemu = '/usr/bin/qemu-system-x86_64';
const kernel = existsSync(join(packages, 'boot')) && readdirSync(join(packages, 'boot')).find((name) => name.startsWith('vmlinuz'));

/** Why no guest can be started here, or nothing where one can. `npm run test:guest` gets what is missing where it may. */
export const guestMissing = [
  ...(existsSync(qemu) ? [] : [`no ${qemu}: install qemu-system-x86`]),
  ...(kernel ? [] : [`no kernel in ${packages}`]),
][0];

/** A Linux in a virtual machine, whose power really goes off and on. */
export interface Guest {
  /** Of its ssh server, on loopback. */
  port: number;
  /** The private key that it accepts; no other server knows it. */
  key: string;
  hostName: string;
  isOn(): boolean;
  /** Presses its power button: it is on when this returns, and its system some seconds later. */
  switchOn(): void;
  /** Cuts its power, and removes its folder. */
  remove(): Promise<void>;
}

const hostName = 'weiguan-guest';
/** So long it is dark before it begins anew, in ms: a real machine's firmware takes longer. */
const restartMs = 3_000;

export async function prepareGuest(): Promise<Guest> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-guest-'));
  const key = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', hostName, '-f', key]);
  const image = makeImage(folder, readFileSync(`${key}.pub`, 'utf8'));
  const port = await freePort();
  let machine: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  let isRemoved = false;

  function switchOn(): void {
    if (machine || isRemoved) return;
    const started = spawn(qemu, machineArguments(image, port), { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    started.stdout.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    machine = started;
    started.once('exit', () => {
      machine = undefined;
      if (/reboot: Restarting system/.test(said)) again = setTimeout(switchOn, restartMs);
    });
  }

  return {
    ...{ port, key, hostName, switchOn },
    isOn: () => machine !== undefined,
    async remove() {
      isRemoved = true;
      clearTimeout(again);
      const ending = machine;
      if (ending) {
        const ended = new Promise((resolve) => ending.once('exit', resolve));
        ending.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function machineArguments(initrd: string, port: number): string[] {
  return [
    // why: KVM would be faster, but where machines are virtual themselves it may hang instead of failing
    ...['-accel', 'tcg', '-m', '256', '-nodefaults', '-display', 'none', '-serial', 'stdio'],
    ...['-kernel', join(packages, 'boot', kernel || ''), '-initrd', initrd, '-append', 'console=ttyS0 quiet panic=-1'],
    ...['-nic', `user,restrict=on,model=virtio-net-pci,hostfwd=tcp:127.0.0.1:${port}-:22`, '-no-reboot'],
  ];
}

/** Each after those that it needs. */
const modules = [
  ...['virtio_ring', 'virtio', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev', 'virtio_pci'],
  ...['failover', 'net_failover', 'virtio_net'],
];

/** All that the guest consists of, as the archive that its kernel unpacks into memory. */
function makeImage(folder: string, authorizedKey: string): string {
  const root = join(folder, 'root');
  const put = (from: string, to: string, mode = 0o755) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(from, join(root, to));
    chmodSync(join(root, to), mode);
  };
  const write = (to: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    writeFileSync(join(root, to), text, { mode });
  };
  const busybox = join(packages, 'bin/busybox');
  const dropbear = join(packages, 'usr/sbin/dropbear');
  const libraryPath = join(packages, 'usr/lib/x86_64-linux-gnu');
  put(busybox, 'bin/busybox');
  symlinkSync('busybox', join(root, 'bin/sh'));
  put(dropbear, 'bin/dropbear');
  const env = { ...process.env, LD_LIBRARY_PATH: libraryPath };
  for (const [, library = ''] of execFileSync('ldd', [dropbear], { env, encoding: 'utf8' }).matchAll(/(\/\S+\.so[.\d]*)/g))
    put(library, library.startsWith(packages) ? `lib/${basename(library)}` : library.slice(1));
  const kernelModules = execFileSync('find', [join(packages, 'lib/modules'), '-name', '*.ko'], { encoding: 'utf8' }).split('\n');
  for (const name of modules) put(kernelModules.find((path) => basename(path) === `${name}.ko`) ?? '', `modules/${name}.ko`);
  mkdirSync(join(root, 'etc/dropbear'), { recursive: true });
  const hostKey = join(root, 'etc/dropbear/dropbear_ed25519_host_key');
  execFileSync(join(packages, 'usr/bin/dropbearkey'), ['-t', 'ed25519', '-f', hostKey], { env, stdio: 'ignore' });
  write('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
  write('root/.ssh/authorized_keys', authorizedKey, 0o600);
  write('bin/shutdown', shutdown, 0o755);
  write('init', init, 0o755);
  const archive = join(folder, 'initrd');
  execFileSync('sh', ['-c', `find . | '${busybox}' cpio -o -H newc -R 0:0 > '${archive}' 2>/dev/null`], { cwd: root });
  return archive;
}

const init = `#!/bin/sh
/bin/busybox mkdir -p /proc /sys /dev /tmp /var/run /var/log /etc
/bin/busybox --install -s /bin
export PATH=/bin LD_LIBRARY_PATH=/lib
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/pts && mount -t devpts devpts /dev/pts
for module in ${modules.join(' ')}; do insmod /modules/$module.ko; done
hostname ${hostName}
ifconfig lo 127.0.0.1 up
ifconfig eth0 10.0.2.15 netmask 255.255.255.0 up
dropbear -E -s
while :; do sleep 3600; done
`;

/** As the one of a distribution: it answers first, and then the system ends. */
const shutdown = `#!/bin/sh
case "$1" in
  -r) (sleep 1; reboot -f) >/dev/null 2>&1 </dev/null & ;;
  *) (sleep 1; poweroff -f) >/dev/null 2>&1 </dev/null & ;;
esac
`;
