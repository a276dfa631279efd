import type { DiskUse } from '../local.ts';

/** A row of `df -Pk` or `df -PkT`; sizes in KiB. */
interface Row {
  device: string;
  type: string;
  total: number;
  used: number;
  available: number;
  mount: string;
}

const noDisk = /^(tmpfs|devtmpfs|devfs|squashfs|overlay|efivarfs|udev|none|map)$/;
const noPlace = /^\/(snap|boot\/efi|dev|run|sys|proc|etc|System\/Volumes)(\/|$)/;

/**
 * Reads what `df -Pk` or `df -PkT` printed, headline included. The root counts whatever it is; what is no disk, and another
 * mount of the same device, is left out. What is reserved for root can't be used, and so is no part of the total.
 */
export function readDf(lines: readonly string[]): DiskUse[] {
  return disksOf(lines).map(({ mount, used, available }) => ({
    ...{ mount, used: used * 1024 },
    total: (used + Math.max(0, available)) * 1024,
  }));
}

/**
 * The same of macOS. The volumes of one APFS container share its space, and of the root alone `df` tells the few gigabytes
 * of the sealed system; so whatever is not available counts as used.
 */
export function readMacDf(lines: readonly string[]): DiskUse[] {
  return disksOf(lines).map(({ mount, total, available }) => ({ mount, used: (total - available) * 1024, total: total * 1024 }));
}

function disksOf([head = '', ...rows]: readonly string[]): Row[] {
  const hasType = /\btype\b/i.test(head);
  const seen = new Set<string>();
  return rows
    .flatMap((row) => readRow(row, hasType) ?? [])
    .filter(({ mount, type }) => mount === '/' || !(noDisk.test(type) || noPlace.test(mount)))
    .filter(({ device }) => !seen.has(device) && seen.add(device));
}

const columns = /^(?<device>.+?)\s+(?<total>\d+)\s+(?<used>\d+)\s+(?<available>-?\d+)\s+\S+\s+(?<mount>\/.*)$/;

function readRow(row: string, hasType: boolean): Row | undefined {
  const { device = '', total, used, available, mount = '' } = columns.exec(row)?.groups ?? {};
  if (!(Number(total) > 0)) return undefined;
  const type = hasType ? device.split(/\s+/).at(-1) : device.split(' ')[0];
  return { device, type: type ?? '', total: Number(total), used: Number(used), available: Number(available), mount };
}
