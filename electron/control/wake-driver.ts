import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { WakeReach } from '../../shared/target.ts';
import type { Driver } from './driver.ts';
import { buildMagicPacket, parseSecureOn } from './magic-packet.ts';
import type { ReadSecret } from './target-secret.ts';
import { type PacketOrder, type Relay, sendOverShell } from './wake-over-shell.ts';
import { destinationsOf, sendPacket } from './wake-send.ts';

interface WakeParts {
  reach: WakeReach;
  /** The password that the network card wants in the packet. */
  secureOn: ReadSecret;
  /** The target that `reach.relay` names, through whose shell the packet is sent; this computer sends it where there is none. */
  relay?: Relay;
}

/** Wakes a target by wake-on-lan. That it wakes can't be known: the packet isn't answered. */
export function createWakeDriver({ reach, secureOn, relay }: WakeParts): Driver {
  const { mac, broadcast: host, port } = reach;

  async function order(): Promise<Result<PacketOrder>> {
    const secret = await secureOn();
    if (!secret.ok) return secret;
    const password = secret.value === undefined ? ok(undefined) : parseSecureOn(secret.value);
    if (!password.ok) return password;
    return ok({ packet: buildMagicPacket(mac, password.value), host, port, mac, hasPassword: password.value !== undefined });
  }

  async function on(signal: AbortSignal): Promise<Result<null>> {
    const ordered = await order();
    if (!ordered.ok) return ordered;
    if (relay) return sendOverShell(ordered.value, relay, signal);
    const destinations = await destinationsOf(host);
    if (!destinations.ok) return destinations;
    return sendPacket(ordered.value.packet, destinations.value, port, signal);
  }

  /** Who sends it to where, without sending it: `102 B → nas → 192.168.1.255:9`. */
  async function way(signal: AbortSignal): Promise<Result<string>> {
    const ordered = await order();
    if (!ordered.ok) return ordered;
    const size = `${ordered.value.packet.length} B`;
    if (relay) {
      const system = await relay.shell.system(signal);
      return system.ok ? ok(`${size} → ${relay.id} → ${host}:${port}`) : system;
    }
    const destinations = await destinationsOf(host);
    if (!destinations.ok) return destinations;
    return ok(`${size} → ${destinations.value.map(({ address }) => `${address}:${port}`).join(', ')}`);
  }

  return {
    kind: 'wake',
    power: { on },
    async tryIt(signal) {
      const start = performance.now();
      const found = await way(signal);
      if (signal.aborted) return err(failure('control/called-off'));
      return found.ok ? ok({ ms: Math.round(performance.now() - start), found: found.value }) : found;
    },
    close: () => Promise.resolve(),
  };
}
