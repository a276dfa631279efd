import { connect } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { Account } from '../../shared/account.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import { localTargetId, type Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { Names } from '../control/names.ts';

/** A place that answers as long as this computer's own network works. */
export interface Anchor {
  host: string;
  port: number;
}

export interface OwnNetworkOptions {
  clock: Pick<Clock, 'elapsed'>;
  /** Places that are asked when something fails; where WeChat's own API answers, so that somebody could be told. */
  anchors(): readonly Anchor[];
  reaches(anchor: Anchor): Promise<boolean>;
  /** For tests. */
  interfaces?: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
}

/** Whether what fails may be this computer's own fault. */
export interface OwnNetwork {
  /** Something far away has answered. */
  sawAnswer(): void;
  /** False where this computer has no network: then nothing far away can be called down. */
  works(): Promise<boolean>;
}

/** An answer from outside shows for so long that the network works, in ms. */
const freshMs = 5_000;
/** An anchor counts only where it answered, within so many ms, when something else did last: one that never did shows nothing. */
const trustedMs = 15 * 60_000;
/** While all is well anchors are asked so often, in ms. */
const anchorsEveryMs = 5 * 60_000;
const patienceMs = 3_000;
/** After our start networks may need so long, in ms, before what never answered counts as down. */
const startingMs = 10 * 60_000;

export function createOwnNetwork({ clock, anchors, reaches, interfaces = networkInterfaces }: OwnNetworkOptions): OwnNetwork {
  const startedAt = clock.elapsed();
  let answeredAt = Number.NEGATIVE_INFINITY;
  let anchoredAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | undefined;

  const hasAddress = () =>
    Object.values(interfaces()).some((addresses) => addresses?.some(({ internal, address }) => !internal && !address.startsWith('fe80:')));

  async function ask(): Promise<boolean> {
    askedAt = clock.elapsed();
    const answered = await Promise.all(anchors().slice(0, 3).map(reaches));
    if (answered.includes(true)) anchoredAt = clock.elapsed();
    return answered.includes(true);
  }
  const askOnce = () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return {
    sawAnswer() {
      answeredAt = clock.elapsed();
      if (answeredAt - askedAt > anchorsEveryMs) void askOnce();
    },
    async works() {
      if (!hasAddress()) return false;
      if (clock.elapsed() - answeredAt < freshMs) return true;
      if (answeredAt === Number.NEGATIVE_INFINITY && clock.elapsed() - startedAt < startingMs) return anchors().length === 0 || askOnce();
      if (answeredAt - anchoredAt > trustedMs || anchoredAt === Number.NEGATIVE_INFINITY) return true;
      return askOnce();
    },
  };
}

/** The same, with the addresses of the accounts' APIs for anchors. */
export const openOwnNetwork = (
  clock: Pick<Clock, 'elapsed'>,
  names: Names,
  accounts: () => readonly Pick<Account, 'apiBase'>[],
): OwnNetwork =>
  createOwnNetwork({
    clock,
    reaches: (anchor) => opens(anchor, names),
    anchors: () => accounts().flatMap(({ apiBase }) => anchorOf(apiBase) ?? []),
  });

/** Whether an anchor can be connected to. */
async function opens({ host, port }: Anchor, names: Names): Promise<boolean> {
  if (!(await names.turnOf(host, patienceMs))) return false;
  return new Promise((resolve) => {
    const socket = connect({ host, port, lookup: names.lookup });
    const timer = setTimeout(() => end(false), patienceMs);
    const end = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** Whether a monitor asks over the network, and not this computer itself. */
export function asksFarAway({ check, target }: Pick<Monitor, 'check' | 'target'>, targetOf: (id: string) => Target | undefined): boolean {
  switch (check.kind) {
    case 'push':
      return false;
    case 'ping':
    case 'tcp':
      return !isLoopback(check.host);
    case 'http':
      return !isLoopback(new URL(check.url).hostname);
    case 'dns':
      return check.server === undefined || !isLoopback(check.server);
    case 'ssh':
    case 'metrics':
      return target !== localTargetId && !isLoopback(targetOf(target ?? '')?.ssh?.host ?? '');
  }
}

const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d+){3}(?::\d+)?|\[?::1\]?(?::\d+)?)$/i.test(host);

/** Where the API of an account answers. */
export function anchorOf(apiBase: string): Anchor | undefined {
  const url = URL.canParse(apiBase) ? new URL(apiBase) : undefined;
  if (!url || isLoopback(url.hostname)) return undefined;
  return { host: url.hostname, port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443) };
}
