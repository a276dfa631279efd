import { connect } from 'node:net';
import type { Target } from '../../shared/target.ts';

/** How long a port may take to answer, in ms. */
const patienceMs = 3_000;

/** Where a target listens while its system runs: its ssh, else its screen. A management board (IPMI) answers without a system. */
export function presencePorts({ ssh, vnc }: Pick<Target, 'ssh' | 'vnc'>): { host: string; port: number }[] {
  return [ssh, vnc].flatMap((reach) => (reach ? [{ host: reach.host, port: reach.port }] : []));
}

/** Whether a target's system answers at one of its ports. False where there is none that could be asked. */
export async function answers(target: Target, signal: AbortSignal): Promise<boolean> {
  const asked = await Promise.all(presencePorts(target).map((address) => opens(address, signal)));
  return asked.includes(true);
}

function opens({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const socket = connect({ host, port, signal, timeout: patienceMs });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
