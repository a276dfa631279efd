import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const program = '/usr/sbin/sshd';

/** Why no sshd can be run here, or nothing where it can. `npm test` installs it where it may. */
export const sshdMissing = existsSync(program) ? undefined : `no ${program} here: install openssh-server to run these tests`;

/** A real sshd on loopback, with keys and a configuration of its own in a temporary folder. */
export interface Sshd {
  port: number;
  user: string;
  /** A private key that it accepts, one that it doesn't, and one that it accepts with the passphrase `correct horse`. */
  keys: { good: string; other: string; locked: string };
  /** The host key as `ssh-keygen -l` tells it. */
  fingerprint(): string;
  start(): Promise<void>;
  /** Ends it with all its sessions, as a power cut would. */
  kill(): Promise<void>;
  /** Gives it another host key; it counts from the next start. */
  changeHostKey(): void;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** @param settings lines of sshd_config that count before ours */
export async function prepareSshd(settings: readonly string[] = []): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-sshd-'));
  const file = (name: string) => join(folder, name);
  const newKey = (name: string, passphrase = '') => {
    rmSync(file(name), { force: true });
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', file(name)]);
  };
  for (const name of ['host', 'good', 'other']) newKey(name);
  newKey('locked', 'correct horse');
  const publicKeys = ['good.pub', 'locked.pub'].map((name) => readFileSync(file(name), 'utf8'));
  writeFileSync(file('authorized_keys'), publicKeys.join(''), { mode: 0o600 });
  mkdirSync(file('home'));
  const port = await freePort();
  writeConfiguration(file('sshd_config'), [...settings, configuration(folder, port)].join('\n'));
  // sshd wants this folder when root starts it
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending?.pid || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    for (const pid of [...descendants(ending.pid), ending.pid]) killProcess(pid);
    await ended;
  }

  return {
    port,
    user: userInfo().username,
    keys: { good: file('good'), other: file('other'), locked: file('locked') },
    fingerprint: () => execFileSync('ssh-keygen', ['-lf', file('host.pub')], { encoding: 'utf8' }).split(' ')[1] ?? '',
    async start() {
      child = spawn(program, ['-D', '-e', '-f', file('sshd_config')], { stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      if (!(await answers(port))) throw new Error(`sshd doesn't start: ${said}`);
    },
    kill,
    changeHostKey: () => newKey('host'),
    async remove() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number): string {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    `PidFile ${join(folder, 'sshd.pid')}`,
    // why: a shell that is begun by sshd reads its user's own start files, and what they do is none of the tests' business
    `SetEnv HOME=${join(folder, 'home')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'AllowTcpForwarding yes',
    'MaxStartups 100',
    '',
  ].join('\n');
}

/** OpenSSH 9.8 and later shut out who fails to log in, as the tests do; earlier ones don't know the setting. */
function writeConfiguration(file: string, lines: string): void {
  writeFileSync(file, `${lines}PerSourcePenalties no\n`);
  const { status } = spawnSync(program, ['-t', '-f', file]);
  if (status !== 0) writeFileSync(file, lines);
}

/** Sessions are processes in sessions of their own, so a group doesn't hold them all. */
function descendants(pid: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = [...listed.matchAll(/(\d+)\s+(\d+)/g)].map(([, child, parent]) => [Number(child), Number(parent)] as const);
  const below = (parent: number): number[] => pairs.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}

async function answers(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isThere) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** A port that nobody listens at just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
