import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { LocalNetwork } from '../../../../shared/network-scan.ts';

/** A range of IPv4 addresses. */
export interface Range {
  /** The first address of the network, as a number. */
  base: number;
  /** How many leading bits it has in common. */
  prefix: number;
}

/** The largest network that is searched: 1022 addresses. */
const widestPrefix = 22;
/** Of a network that is too large, the part around this computer is offered. */
const offeredPrefix = 24;

/** The IPv4 networks that this computer is in, each once; a large one with the part around this computer. */
export function localNetworks(interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): LocalNetwork[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses.flatMap((address) => networkOf(name, address) ?? []),
  );
  return [...new Map(found.map((network) => [network.cidr, network])).values()];
}

function networkOf(name: string, { family, internal, address, cidr }: NetworkInterfaceInfo): LocalNetwork | undefined {
  const range = rangeOf(cidr ?? '');
  // Of one with a prefix of 31 or 32 (a VPN, mostly) there is nobody else to find; 169.254 is what a computer takes that got no address.
  if (family !== 'IPv4' || internal || !range || range.prefix > 30 || address.startsWith('169.254.')) return undefined;
  const searched = range.prefix < widestPrefix ? narrowed(address, offeredPrefix) : range;
  return { cidr: textOf(searched), interface: name, address, hosts: hostsOf(searched).length };
}

const narrowed = (address: string, prefix: number): Range => ({ base: baseOf(numberOf(address), prefix), prefix });

/** Reads `192.168.1.0/24`; the address may be any in it. */
export function rangeOf(cidr: string): Range | undefined {
  const [, address = '', prefixText = ''] = /^((?:\d{1,3}\.){3}\d{1,3})\/(\d{1,2})$/.exec(cidr) ?? [];
  const prefix = Number(prefixText);
  if (address === '' || prefix > 32 || address.split('.').some((part) => Number(part) > 255)) return undefined;
  return { base: baseOf(numberOf(address), prefix), prefix };
}

/** Whether a network may be searched: it is small enough, and lies in one of these that this computer is in. */
export function mayBeSearched(range: Range, networks: readonly LocalNetwork[]): boolean {
  if (range.prefix < widestPrefix) return false;
  return networks.some(({ cidr }) => {
    const own = rangeOf(cidr);
    return own !== undefined && own.prefix <= range.prefix && baseOf(range.base, own.prefix) === own.base;
  });
}

/** Its addresses, without those of the network itself and of the broadcast. */
export function hostsOf({ base, prefix }: Range): string[] {
  const size = 2 ** (32 - prefix);
  const [first, last] = prefix >= 31 ? [0, size - 1] : [1, size - 2];
  return Array.from({ length: last - first + 1 }, (_, index) => addressOf(base + first + index));
}

export const numberOf = (address: string): number => address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
const addressOf = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
const baseOf = (number: number, prefix: number) => number - (number % 2 ** (32 - prefix));
const textOf = ({ base, prefix }: Range) => `${addressOf(base)}/${prefix}`;
