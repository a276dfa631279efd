import { Resolver } from 'node:dns/promises';
import { failure } from '../../../../shared/failures.ts';
import { type LocalNetwork, type NetworkScan, type ScannedHost, scannedPorts } from '../../../../shared/network-scan.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { inParallel } from '../in-parallel.ts';
import { type Knocked, knockTcp, ping } from '../probes.ts';
import { readArpTable } from './arp-table.ts';
import { hostsOf, localNetworks, mayBeSearched, numberOf, rangeOf } from './networks.ts';

export interface ScansOptions {
  onChange(scan: NetworkScan): void;
  onBug(error: unknown): void;
  /** For tests: the networks that this computer is in, and how its machines are asked. */
  networks?: () => LocalNetwork[];
  reach?: Partial<Reach>;
}

/** How machines are asked. */
export interface Reach {
  knock(host: string, port: number, ms: number, signal: AbortSignal): Promise<Knocked>;
  ping(host: string, ms: number, signal: AbortSignal): Promise<boolean>;
  /** Which network card answers for which address. */
  arpTable(signal: AbortSignal): Promise<Map<string, string>>;
  /** What the name service calls an address. */
  nameOf(address: string, signal: AbortSignal): Promise<string | undefined>;
  ports: readonly number[];
}

/** Looks for machines in a local network, one search at a time. */
export interface Scans {
  networks(): LocalNetwork[];
  /** What it finds is told as it goes. Another search that runs ends. */
  start(id: string, network: string | undefined): Result<null>;
  /** Resolves when the search that runs has ended. */
  stop(): Promise<void>;
}

/** How long a machine of the same network may take to answer, in ms. */
const patienceMs = 800;
const atOnce = 32;
/** From one word about a search to the next, in ms. */
const tellEveryMs = 200;

const systemReach: Reach = { knock: knockTcp, ping, arpTable: readArpTable, nameOf, ports: scannedPorts };

export function createScans({ onChange, onBug, networks = localNetworks, reach }: ScansOptions): Scans {
  const asked = { ...systemReach, ...reach };
  let running: { id: string; ended: Promise<void>; stop(): void } | undefined;

  function begin(id: string, hosts: readonly string[]): void {
    const stopping = new AbortController();
    // Of a search whose place another one took nothing more is told.
    const tell = (scan: NetworkScan) => {
      if (running?.id === id) onChange(scan);
    };
    running = { id, ended: Promise.resolve(), stop: () => stopping.abort() };
    running.ended = search({ id, hosts, reach: asked, signal: stopping.signal, onChange: tell }).catch((error: unknown) => {
      onBug(error);
      tell({ id, found: [], share: 1, done: true, failure: failure('api/bug') });
    });
  }

  return {
    networks,
    start(id, network) {
      const own = networks();
      const wanted = network ?? own[0]?.cidr;
      if (wanted === undefined) return err(failure('targets/no-network'));
      const range = rangeOf(wanted);
      if (!range || !mayBeSearched(range, own)) return err(failure('targets/scan-network', { network: wanted }));
      running?.stop();
      begin(id, hostsOf(range));
      return ok(null);
    },
    async stop() {
      running?.stop();
      await running?.ended;
    },
  };
}

interface Search {
  id: string;
  hosts: readonly string[];
  reach: Reach;
  signal: AbortSignal;
  onChange(scan: NetworkScan): void;
}

async function search({ id, hosts, reach, signal, onChange }: Search): Promise<void> {
  const found = new Map<string, ScannedHost>();
  const limited = inParallel(atOnce);
  let asked = 0;
  const told = (done: boolean): NetworkScan => ({
    id,
    found: [...found.values()].sort((a, b) => numberOf(a.address) - numberOf(b.address)),
    share: asked / hosts.length,
    done,
  });
  const ticking = setInterval(() => onChange(told(false)), tellEveryMs);
  try {
    onChange(told(false));
    const askOne = async (address: string) => {
      if (signal.aborted) return;
      const open = await openPorts(address, reach, signal);
      if (signal.aborted) return;
      if (open) found.set(address, await named({ address, open }, reach, signal));
      asked++;
    };
    await Promise.all(hosts.map((address) => limited(() => askOne(address))));
    // Whoever answers nothing had to tell its card all the same.
    const cards = await reach.arpTable(signal);
    for (const address of hosts) {
      const mac = cards.get(address);
      if (mac) found.set(address, { ...(found.get(address) ?? { address, open: [] }), mac });
    }
  } finally {
    clearInterval(ticking);
  }
  onChange(told(true));
}

/** The open ports of a machine; undefined where nobody is there. */
async function openPorts(address: string, reach: Reach, signal: AbortSignal): Promise<number[] | undefined> {
  const answers = await Promise.all(reach.ports.map((port) => reach.knock(address, port, patienceMs, signal)));
  const open = reach.ports.filter((_, index) => answers[index] === 'open');
  const isThere = answers.some((answer) => answer === 'open' || answer === 'closed') || (await reach.ping(address, patienceMs, signal));
  return isThere ? open : undefined;
}

async function named(host: ScannedHost, reach: Reach, signal: AbortSignal): Promise<ScannedHost> {
  const name = await reach.nameOf(host.address, signal);
  return { ...host, ...(name && { name }) };
}

async function nameOf(address: string, signal: AbortSignal): Promise<string | undefined> {
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return (await resolver.reverse(address))[0];
  } catch {
    return undefined;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
