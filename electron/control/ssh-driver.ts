import type { LookupFunction } from 'node:net';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Target, TargetId, TargetSecretName } from '../../shared/target.ts';
import type { SecretName, SecretStore } from '../secrets/secret-store.ts';
import type { HostKeys } from '../ssh/host-key.ts';
import type { Driver, Presence } from './driver.ts';
import { knock, knockThrough } from './presence.ts';
import { createSshLink, defaultSshTimings, type SshDriverTimings, type SshLink } from './ssh-link.ts';
import { sshShell } from './ssh-shell.ts';
import { tryShell } from './system-version.ts';

export interface SshDriversOptions {
  secrets: SecretStore;
  /** What a target's secret is called there. */
  secretName(target: TargetId, name: Extract<TargetSecretName, 'sshPassword' | 'sshPassphrase'>): SecretName;
  /** Each target has keys of its own: behind two jump hosts the same address may be two machines. */
  hostKeys: { of(target: TargetId): HostKeys };
  /** The target as it is now; jump hosts are looked up here at each use. */
  target(id: TargetId): Target | undefined;
  timings?: Partial<SshDriverTimings>;
  /** How a name's address is found where only its presence is asked; as Node does it where it is missing. */
  lookUp?: LookupFunction;
  /** Where the agent is looked for. */
  env: NodeJS.ProcessEnv;
}

/** Drivers that reach targets over ssh and share their connections. */
export interface SshDrivers {
  /** The caller closes it. Drivers of the same target, set up the same, share one connection until the last is closed. */
  driver(target: Target): Driver;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** So many jump hosts may stand in a row. */
const mostJumps = 3;

export function createSshDrivers(options: SshDriversOptions): SshDrivers {
  const timings = { ...defaultSshTimings, ...options.timings };
  /** By what they were made of, so that a target that was changed gets another one. */
  const links = new Map<string, SshLink>();
  const owners = new Map<string, Set<object>>();

  /** `marks`: what the link was made of, and then each on the way to it. */
  function linkTo(target: Target, trail: readonly TargetId[] = []): Result<{ link: SshLink; marks: [string, ...string[]] }> {
    const { ssh, id } = target;
    if (!ssh) return err(failure('ssh/not-set', { target: id }));
    const jump = ssh.jump === undefined ? ok(undefined) : linkToJump(ssh.jump, [...trail, id]);
    if (!jump.ok) return jump;
    const through = jump.value?.marks ?? [];
    const mark = JSON.stringify([id, ssh, through[0]]);
    const known = links.get(mark);
    if (known) return ok({ link: known, marks: [mark, ...through] });
    const link = createSshLink({
      login: ssh,
      secrets: options.secrets,
      secretNames: { password: options.secretName(id, 'sshPassword'), passphrase: options.secretName(id, 'sshPassphrase') },
      hostKeys: options.hostKeys.of(id),
      keyChanged: 'ssh/server-key-changed',
      timings,
      env: options.env,
      ...(jump.value && { through: jump.value.link }),
      onIdle() {
        if (!link.isBusy() && links.get(mark) === link) links.delete(mark);
      },
    });
    links.set(mark, link);
    return ok({ link, marks: [mark, ...through] });
  }

  function linkToJump(id: TargetId, trail: readonly TargetId[]) {
    const chain = [...trail, id].join(' → ');
    if (trail.includes(id)) return err(failure('ssh/jump-loop', { chain }));
    if (trail.length > mostJumps) return err(failure('ssh/jump-too-many', { chain, most: String(mostJumps) }));
    const jump = options.target(id);
    if (!jump?.ssh) return err(failure('ssh/jump-missing', { target: trail.at(-1) ?? '', jump: id }));
    return linkTo(jump, trail);
  }

  async function presenceOf({ id, ssh }: Target, signal: AbortSignal): Promise<Presence> {
    if (!ssh) return 'unknown';
    if (ssh.jump === undefined) return knock(ssh, signal, options.lookUp);
    const jump = linkToJump(ssh.jump, [id]);
    return jump.ok ? knockThrough(jump.value.link, ssh, signal) : 'unknown';
  }

  async function closeUnowned(mark: string): Promise<void> {
    if (owners.get(mark)?.size) return;
    owners.delete(mark);
    const link = links.get(mark);
    links.delete(mark);
    await link?.close();
  }

  return {
    driver(target) {
      const owner = {};
      const used = new Set<string>();
      const shell = sshShell(() => {
        const found = linkTo(target);
        if (!found.ok) return found;
        const { link, marks } = found.value;
        // why all: whoever is done with a server on the way must not end it for those behind it
        for (const mark of marks) {
          used.add(mark);
          owners.set(mark, (owners.get(mark) ?? new Set()).add(owner));
        }
        return ok(link);
      }, timings.killMs);
      return {
        kind: 'ssh',
        shell,
        presence: (signal) => presenceOf(target, signal),
        tryIt: (signal) => tryShell(shell, signal),
        async close() {
          for (const mark of used) owners.get(mark)?.delete(owner);
          await Promise.all([...used].map(closeUnowned));
          used.clear();
        },
      };
    },
    async close() {
      const all = [...links.values()];
      links.clear();
      owners.clear();
      await Promise.all(all.map((link) => link.close()));
    },
  };
}
