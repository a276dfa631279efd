import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Where packets go: an IP address. */
export interface Destination {
  address: string;
  family: 4 | 6;
}

type Interfaces = ReturnType<typeof networkInterfaces>;

/** A network card may miss a packet while its link changes speed. */
const times = 3;
const betweenMs = 100;
const mostDestinations = 16;

/**
 * Where a packet for this host has to go. The limited broadcast, 255.255.255.255, leaves by one interface only on most
 * systems, so that the directed broadcast of every network stands beside it.
 * Fails with `control/no-such-host`.
 */
export async function destinationsOf(host: string, interfaces: Interfaces = networkInterfaces()): Promise<Result<Destination[]>> {
  if (host === '255.255.255.255') {
    const addresses = new Set([host, ...directedBroadcasts(interfaces)]);
    return ok([...addresses].slice(0, mostDestinations).map((address) => ({ address, family: 4 })));
  }
  try {
    const { address, family } = await lookup(host, { verbatim: false });
    return ok([{ address, family: family === 6 ? 6 : 4 }]);
  } catch (error) {
    return err(failure('control/no-such-host', { host, reason: codeOf(error) }));
  }
}

/** The last address of each IPv4 network that this computer is part of. */
export function directedBroadcasts(interfaces: Interfaces): string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal, netmask }) => family === 'IPv4' && !internal && netmask !== '255.255.255.255')
    .map(({ address, netmask }) => {
      const mask = netmask.split('.').map(Number);
      return address
        .split('.')
        .map((byte, index) => Number(byte) | (~(mask[index] ?? 255) & 255))
        .join('.');
    });
}

/**
 * Sends the packet by UDP three times to each destination, allowed to broadcast. Whether anything wakes can't be known.
 * Fails with `control/wake-send` where no destination could be sent to, and with `control/called-off` where nothing was sent.
 */
export async function sendPacket(packet: Buffer, destinations: Destination[], port: number, signal: AbortSignal): Promise<Result<null>> {
  if (signal.aborted) return err(failure('control/called-off'));
  const sent = await Promise.all(destinations.map((destination) => sendTo(packet, destination, port, signal)));
  return sent.some((reason) => reason === undefined)
    ? ok(null)
    : err(failure('control/wake-send', { address: `${destinations[0]?.address}:${port}`, reason: sent[0] ?? '' }));
}

/** @returns nothing where all were sent, or one before it was called off; else Node's error code */
async function sendTo(packet: Buffer, { address, family }: Destination, port: number, signal: AbortSignal): Promise<string | undefined> {
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, resolve));
    if (family === 4) socket.setBroadcast(true);
    for (let time = 0; time < times; time += 1) {
      if (time > 0) await sleep(betweenMs);
      if (time > 0 && signal.aborted) return undefined;
      await new Promise<void>((resolve, reject) => socket.send(packet, port, address, (error) => (error ? reject(error) : resolve())));
    }
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    socket.close();
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);
