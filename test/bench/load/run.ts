/**
 * `npm run bench`: the gateway beside a bare node:http server that does only the cryptography, in alternating rounds: with
 * one core for the whole process, and with one for the main thread alone. One argument: the places, as JSON; after it
 * `--quick` for fewer messages and rounds, `--only=` and `--load=` for some of the servers and loads, `--steady` for the
 * latencies alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type ContenderName, isBare, type Layout, type Places, processorMs, startContender } from './contenders.ts';
import { asGenerator, canPin } from './cores.ts';
import { leastDisturbed, watchStolen } from './disturbance.ts';
import type { Load, LoadResult } from './generator.ts';
import type { LoadKind } from './requests.ts';
import { median, printTable } from './table.ts';

const places = JSON.parse(process.argv[2] ?? '') as Places;
const isQuick = process.argv.includes('--quick');
const only = chosenBy('--only=');
const onlyLoads = chosenBy('--load=');
/** Of the warm-up nothing is measured: until then the engine still compiles, in Electron on four threads at once. */
const sizes = isQuick
  ? { messages: 6_000, rounds: 3, warmUp: 8_000, steadySeconds: 4 }
  : { messages: 20_000, rounds: 5, warmUp: 12_000, steadySeconds: 10 };

/** How many messages are under way at once: WeChat's servers are many. */
const connections = 100;
const steadyRate = 500;

/** What the generator found, and which share of the cores' time went to others meanwhile. */
type Measured = LoadResult & { stolen: number };

interface Round {
  perSecond: number;
  processorUs: number;
  /** Share of the cores' time that went to others. */
  stolen: number;
}

const names: Record<ContenderName, string> = {
  bare: 'bare node:http, cryptography only',
  node: 'gateway in plain Node',
  'one-commit': 'gateway, one commit a message',
  'bare-electron': "bare, in Electron's main process",
  electron: "gateway in Electron's main process",
};
const loads: Record<LoadKind, string> = { quiet: 'Pictures, which nobody answers', answered: 'Commands, answered and sealed' };
const layouts: Record<Layout, { title: string; measured: string }> = {
  'one-core': { title: 'one core for the whole process, the store included', measured: 'process' },
  'own-core': { title: "the main thread on a core of its own, the store's thread elsewhere", measured: 'main thread' },
};
const contenders = (Object.keys(names) as ContenderName[]).filter((name) => !only || only.includes(name));
const kinds = (Object.keys(loads) as LoadKind[]).filter((kind) => !onlyLoads || onlyLoads.includes(kind));

if (!canPin) console.log('Processes cannot be bound to cores here: the figures depend on what else runs.');
for (const layout of process.argv.includes('--steady') ? [] : (['one-core', 'own-core'] as const)) {
  for (const kind of kinds) await compare(kind, layout);
}
await steady();

/** The names behind an option such as `--only=bare,node`; undefined where it isn't given. */
function chosenBy(option: string): string[] | undefined {
  return process.argv
    .find((argument) => argument.startsWith(option))
    ?.slice(option.length)
    .split(',');
}

async function compare(kind: LoadKind, layout: Layout): Promise<void> {
  const rounds = new Map<ContenderName, Round[]>(contenders.map((name) => [name, []]));
  for (let round = 0; round < sizes.rounds; round++) {
    for (const name of contenders) {
      // why: at this speed one round says enough
      if (name === 'one-commit' && (round > 0 || layout === 'own-core')) continue;
      rounds.get(name)?.push(await leastDisturbed(() => measure(name, kind, layout)));
    }
  }
  // Each beside the bare server of its own runtime: what Electron's event loop costs is none of the gateway's doing.
  const bareOf = (name: ContenderName) => rounds.get(name.endsWith('electron') ? 'bare-electron' : 'bare') ?? [];
  const ratio = (name: ContenderName, of: (round: Round, base: Round) => number) =>
    median((rounds.get(name) ?? []).map((round, index) => of(round, bareOf(name)[index] ?? round)));
  printTable(
    `${loads[kind]}; ${layouts[layout].title}`,
    ['', 'messages/s', 'ratio', `${layouts[layout].measured} µs/message`, 'ratio', 'stolen'],
    contenders
      .filter((name) => (rounds.get(name) ?? []).length > 0)
      .map((name) => [
        names[name],
        Math.round(median((rounds.get(name) ?? []).map(({ perSecond }) => perSecond))).toString(),
        ratio(name, (round, base) => round.perSecond / base.perSecond).toFixed(2),
        Math.round(median((rounds.get(name) ?? []).map(({ processorUs }) => processorUs))).toString(),
        ratio(name, (round, base) => base.processorUs / round.processorUs).toFixed(2),
        percent((rounds.get(name) ?? []).map(({ stolen }) => stolen)),
      ]),
  );
}

/** One round of a fresh server: warm up, send, kill, and see that everything that was answered is on disk. */
async function measure(name: ContenderName, kind: LoadKind, layout: Layout): Promise<Round> {
  const share = name === 'one-commit' ? 10 : 1;
  const [warmUp, messages] = [sizes.warmUp / share, sizes.messages / share];
  const server = await startContender(name, kind, layout, places);
  const load = { port: server.port, kind, connections };
  const warmedUp = await generate({ ...load, count: warmUp, first: 0 });
  let usedMs = 0;
  const sent = await generate({ ...load, count: messages, first: warmUp }, () => {
    usedMs = processorMs(server.pid, layout);
  });
  usedMs = processorMs(server.pid, layout) - usedMs;
  const answered = warmedUp.answered + sent.answered;
  const kept = await server.killAndCount();
  if (answered !== warmUp + messages) throw new Error(`${names[name]}: ${answered} of ${warmUp + messages} were answered`);
  if (!isBare(name) && kept !== answered) throw new Error(`${names[name]}: ${answered} were answered, ${kept} are on disk`);
  return { perSecond: messages / sent.seconds, processorUs: (usedMs * 1000) / messages, stolen: sent.stolen };
}

async function steady(): Promise<void> {
  const rows: string[][] = [];
  const measured = contenders.filter((name) => name !== 'one-commit');
  for (const kind of kinds) {
    const rounds = new Map<ContenderName, Measured[]>(measured.map((name) => [name, []]));
    for (let round = 0; round < sizes.rounds; round++) {
      for (const name of measured) rounds.get(name)?.push(await leastDisturbed(() => measureSteady(name, kind)));
    }
    for (const [name, results] of rounds) {
      const of = (value: (result: Measured) => number) => median(results.map(value)).toFixed(1);
      const each = results.map(({ p99Ms, stolen }) => `${p99Ms.toFixed(1)} (${percent([stolen])})`).join(', ');
      rows.push([names[name], kind, of(({ p50Ms }) => p50Ms), of(({ p99Ms }) => p99Ms), each]);
    }
  }
  printTable(`Latency at ${steadyRate} messages a second`, ['', 'messages', 'p50 ms', 'p99 ms', 'p99 of each round (stolen)'], rows);
}

async function measureSteady(name: ContenderName, kind: LoadKind): Promise<Measured> {
  const server = await startContender(name, kind, 'one-core', places);
  const load = { port: server.port, kind, connections: 200 };
  await generate({ ...load, count: sizes.warmUp, first: 0 });
  const steady = { count: steadyRate * (sizes.steadySeconds + 1), first: sizes.warmUp, rate: steadyRate, leadIn: steadyRate };
  const sent = await generate({ ...load, ...steady });
  await server.killAndCount();
  return sent;
}

/** Of several shares the middle one, for people. */
function percent(shares: number[]): string {
  return `${(median(shares) * 100).toFixed(1)} %`;
}

/** Runs the generator in a process of its own. `onGo` is called when its requests are built and are about to be sent. */
async function generate(load: Load, onGo = () => {}): Promise<Measured> {
  const [command = '', ...args] = asGenerator([process.execPath, `${places.bench}/generator.js`, JSON.stringify(load)]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let stolen = watchStolen();
  let result: Measured | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') {
      onGo();
      stolen = watchStolen();
      child.stdin.write('go\n');
    } else result = { ...(JSON.parse(line) as LoadResult), stolen: stolen() };
  }
  await exited;
  if (!result) throw new Error('the load generator ended without a result');
  return result;
}
