import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Target } from '../../../shared/target.ts';
import { freePort, prepareSshd } from '../../support/sshd.ts';

/** Servers that real sshds stand for, each at a port of its own; before it runs anything each sleeps for as long as is given. */
export interface SlowFleet {
  targets: Target[];
  remove(): Promise<void>;
}

/** OpenSSH listens at 16 places, one of which is the port that every sshd of the tests has. */
const portsEach = 15;

/** @param sleeps how long each server sleeps, in seconds */
export async function startSlowFleet(sleeps: readonly number[]): Promise<SlowFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-fleet-'));
  const shell = join(folder, 'slow-shell');
  const ports: number[] = [];
  for (const _ of sleeps) ports.push(await freePort());
  writeFileSync(shell, slowShell(ports, sleeps), { mode: 0o755 });
  const starts = Array.from({ length: Math.ceil(ports.length / portsEach) }, (_, index) => index * portsEach);
  const sshds = await Promise.all(
    starts.map(async (start) => {
      const own = ports.slice(start, start + portsEach);
      // why: bash reads the user's own ~/.bashrc where sshd starts it, and who knows how long that takes
      const sshd = await prepareSshd([...own.map((port) => `Port ${port}`), `ForceCommand ${shell}`, `SetEnv HOME=${folder}`]);
      await sshd.start();
      return sshd;
    }),
  );
  const targets = ports.map((port, index) => {
    const id = `node-${String(index + 1).padStart(2, '0')}`;
    const sshd = sshds[Math.floor(index / portsEach)];
    const auth = { by: 'key', file: sshd?.keys.good };
    return Target.parse({ id, name: id, ssh: { host: '127.0.0.1', port, user: sshd?.user, auth } });
  });
  return {
    targets,
    async remove() {
      await Promise.all(sshds.map((sshd) => sshd.remove()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The last word of SSH_CONNECTION is the server's port. */
const slowShell = (ports: readonly number[], sleeps: readonly number[]) => `#!/bin/sh
case "\${SSH_CONNECTION##* }" in
${ports.map((port, index) => `  ${port}) sleep ${sleeps[index]} ;;`).join('\n')}
esac
exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
`;
