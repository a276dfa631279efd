import { hostname, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import systeminformation, { type Systeminformation } from 'systeminformation';

/** Bytes of a file system that people care about. */
export interface DiskUse {
  mount: string;
  used: number;
  total: number;
}

/** How a machine is doing. Sizes in bytes, shares in percent of the whole machine. */
export interface MachineStatus {
  host: string;
  /** Name and release of its system. */
  system: string;
  uptimeSeconds: number;
  cores: number;
  cpuPercent: number;
  /** Over 1, 5 and 15 minutes; Windows knows none. */
  loadAverage?: [number, number, number];
  memory: { used: number; total: number };
  disks: DiskUse[];
  /** The busiest, at most three. */
  processes: { name: string; cpuPercent: number; memoryPercent: number }[];
  /** Who is logged in, where that is known. */
  users?: string[];
  /** Of the hottest sensor, in °C. */
  temperature?: number;
}

/** The computer that the gateway runs on. */
export interface LocalMachine {
  hostName: string;
  read(): Promise<MachineStatus>;
}

/** Answers that are asked for within this many ms of each other share one reading: reading starts several processes. */
const freshMs = 2000;
/** A reading that takes longer (ms) hangs: a network drive that is gone keeps `df` waiting forever. */
const timeLimitMs = 20_000;

/**
 * Reads the state of this computer through systeminformation; however many ask at once, it is read once. A reading that
 * hangs fails for all who ask, and no other is begun until it has come back.
 * @param now ms since some fixed point
 */
export function localMachine(now: () => number, { read = readMachine, limitMs = timeLimitMs } = {}): LocalMachine {
  let reading: Promise<MachineStatus> | undefined;
  let startedAt = 0;
  /** It has not come back yet, be its time up or not. */
  let inHand = false;
  let succeeded = false;

  const begin = () => {
    startedAt = now();
    inHand = true;
    succeeded = false;
    const begun = read().finally(() => {
      inHand = false;
    });
    const limited = within(limitMs, begun);
    limited.then(
      () => {
        succeeded = true;
      },
      () => undefined,
    );
    return limited;
  };
  const isFresh = () => succeeded && now() - startedAt <= freshMs;
  return {
    hostName: hostname(),
    read() {
      if (!reading || (!inHand && !isFresh())) reading = begin();
      return reading;
    },
  };
}

/** Rejects where the reading takes longer than `ms`. */
function within(ms: number, reading: Promise<MachineStatus>): Promise<MachineStatus> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`this computer's state could not be read within ${ms / 1000} s`)), ms);
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Shares of CPU are what was used between two readings this far apart, in ms. */
const sampleMs = 400;

async function readMachine(): Promise<MachineStatus> {
  await Promise.all([systeminformation.currentLoad(), systeminformation.processes(), sleep(sampleMs)]);
  const [os, load, memory, disks, processes] = await Promise.all([
    systeminformation.osInfo(),
    systeminformation.currentLoad(),
    systeminformation.mem(),
    systeminformation.fsSize(),
    systeminformation.processes(),
  ]);
  const { uptime } = systeminformation.time();
  const average = loadAverages();
  return {
    host: hostname(),
    system: `${os.distro} ${os.release}`.trim(),
    uptimeSeconds: uptime,
    cores: load.cpus.length,
    cpuPercent: load.currentLoad,
    ...(average && { loadAverage: average }),
    memory: { used: memory.active, total: memory.total },
    disks: realDisks(disks),
    processes: busiest(processes.list),
  };
}

function loadAverages(): [number, number, number] | undefined {
  const [one = 0, five = 0, fifteen = 0] = loadavg();
  return process.platform === 'win32' ? undefined : [one, five, fifteen];
}

/** Leaves out what is no disk (loop devices, snaps, memory) and mounts of the same device; at most four remain. */
export function realDisks(all: Pick<Systeminformation.FsSizeData, 'fs' | 'type' | 'mount' | 'size' | 'used'>[]): DiskUse[] {
  const seen = new Set<string>();
  return all
    .filter((disk) => disk.size > 0 && (disk.mount === '/' || isDisk(disk)))
    .filter((disk) => !seen.has(disk.fs) && seen.add(disk.fs))
    .slice(0, 4)
    .map((disk) => ({ mount: disk.mount, used: disk.used, total: disk.size }));
}

const isDisk = ({ type, mount }: Pick<Systeminformation.FsSizeData, 'type' | 'mount'>) =>
  !/^(tmpfs|devtmpfs|squashfs|overlay|efivarfs)$/.test(type) && !/^\/(snap|boot\/efi|System\/Volumes)/.test(mount);

/** By whole percents of CPU, so that among the idle the largest come first and not a kernel thread's flicker. */
function busiest(list: Systeminformation.ProcessesProcessData[]) {
  return [...list]
    .sort((a, b) => Math.round(b.cpu) - Math.round(a.cpu) || b.mem - a.mem)
    .slice(0, 3)
    .map(({ name, cpu, mem }) => ({ name, cpuPercent: cpu, memoryPercent: mem }));
}
