import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { LocalNetwork, NetworkScan, ScannedHost } from '../../shared/network-scan.ts';
import type { Failure } from '../../shared/result.ts';
import { SshReach, Target } from '../../shared/target.ts';
import { freeId } from './account-form.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import type { Named } from './target-form.ts';

const ports = { ssh: 22, rdp: 3389, vnc: 5900, files: 445 } as const;

export interface TargetScanState {
  networks: Loadable<LocalNetwork[]>;
  /** The one that is to be searched; null for the first. */
  network: string | null;
  /** The search that runs, or the last one. */
  scan: NetworkScan | null;
  /** Somebody has ended it. */
  stopped: boolean;
  /** Addresses of the machines that are to be added. */
  chosen: string[];
  /** Who logs in by ssh on the machines that are added; where it is empty they get no ssh. */
  user: string;
  adding: boolean;
  failure: Failure | null;
  load(): Promise<void>;
  pick(network: string): void;
  begin(): Promise<void>;
  stop(): Promise<void>;
  choose(addresses: string[]): void;
  setUser(user: string): void;
  /** The ids of those that were added, or null. */
  add(targets: Target[]): Promise<string[] | null>;
}

/** Whether a text can be the name of who logs in by ssh. */
export const isSshUser = (text: string): boolean => SshReach.shape.user.safeParse(text).success;

/** What a machine that was found is added as: all that can be told of it from outside. @param taken names in lower case */
function targetOfHost({ address, mac, name = '', open }: ScannedHost, user: string, taken: string[]): Target {
  const stem = (name.split('.')[0] ?? '').replace(/[^A-Za-z0-9_.-]/g, '').replace(/^[^A-Za-z0-9]+/, '');
  const wish = (stem || `host-${address.replace(/[^A-Za-z0-9]+/g, '-')}`).toLowerCase().slice(0, 60);
  const isWindows = open.includes(ports.rdp) || (open.includes(ports.files) && !open.includes(ports.ssh));
  const isFree = Target.shape.name.safeParse(name).success && !taken.includes(name.toLowerCase());
  return Target.parse({
    ...{ id: freeId(wish, taken), name: isFree ? name : address, system: isWindows ? 'windows' : 'linux' },
    ...(open.includes(ports.ssh) && isSshUser(user) && { ssh: { host: address, user, auth: { by: 'agent' } } }),
    ...(open.includes(ports.vnc) && { vnc: { host: address } }),
    ...(mac !== undefined && { wake: { mac } }),
  });
}

/** The targets that the chosen machines become, each under names that nothing else has. */
export function targetsOfHosts(hosts: ScannedHost[], user: string, others: Named[]): Target[] {
  const taken = others.flatMap(({ id, name, aliases }) => [id, name, ...aliases]).map((name) => name.toLowerCase());
  return hosts.map((host) => {
    const target = targetOfHost(host, user, taken);
    taken.push(target.id.toLowerCase(), target.name.toLowerCase());
    return target;
  });
}

/** Whether one of the targets is this machine. */
export const isKnownHost = ({ address, mac }: ScannedHost, targets: Target[]): boolean =>
  targets.some(({ ssh, vnc, wake }) => {
    const sameMac = mac !== undefined && wake?.mac.replaceAll('-', ':').toLowerCase() === mac.replaceAll('-', ':').toLowerCase();
    return ssh?.host === address || vnc?.host === address || sameMac;
  });

/** Looks for machines in the networks that the gateway is in. */
export function createTargetScanStore(bridge: WeiguanBridge, { newId }: { newId(): string }) {
  const store = createStore<TargetScanState>()((set, get) => ({
    networks: loading,
    network: null,
    scan: null,
    stopped: false,
    chosen: [],
    user: '',
    adding: false,
    failure: null,
    async load() {
      set({ networks: settled(await bridge.call('targets.networks', {}), get().networks) });
    },
    pick: (network) => set({ network }),
    async begin() {
      const id = newId();
      const network = get().network ?? get().networks.value?.[0]?.cidr;
      set({ scan: { id, found: [], share: 0, done: false }, stopped: false, chosen: [], failure: null });
      const begun = await bridge.call('targets.scan', { id, ...(network !== undefined && { network }) });
      if (!begun.ok && get().scan?.id === id) set({ scan: null, failure: begun.error });
    },
    async stop() {
      const { scan } = get();
      if (scan) set({ scan: { ...scan, done: true }, stopped: !scan.done });
      await bridge.call('targets.stopScan', {});
    },
    choose: (chosen) => set({ chosen }),
    setUser: (user) => set({ user }),
    async add(targets) {
      if (targets.length === 0) return null;
      set({ adding: true, failure: null });
      const added = await bridge.call('targets.import', { targets });
      set(added.ok ? { adding: false, chosen: [] } : { adding: false, failure: added.error });
      return added.ok ? targets.map(({ id }) => id) : null;
    },
  }));
  return {
    store,
    start: () =>
      bridge.on('targets.scanned', (scan) => {
        const { scan: mine, stopped } = store.getState();
        if (scan.id === mine?.id) store.setState({ scan: stopped ? { ...scan, done: true } : scan });
      }),
  };
}
