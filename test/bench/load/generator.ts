/**
 * The load generator, a process of its own: builds its requests, waits for the line `go`, sends them, prints what came
 * of it as one line of JSON.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { type Connection, openConnection } from './connection.ts';
import { buildRequests, type LoadKind } from './requests.ts';

/** What a load is; the program's one argument, as JSON. */
export interface Load {
  port: number;
  kind: LoadKind;
  count: number;
  /** The number of the first message: messages of the same number are the same message. */
  first: number;
  connections: number;
  /** Messages a second; as fast as answers come where it is missing. */
  rate?: number;
  /** Of the first so many the latency doesn't count: the server comes from a flood. */
  leadIn?: number;
}

export interface LoadResult {
  /** Answers of status 200. */
  answered: number;
  refused: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  bodyBytes: number;
}

const load = JSON.parse(process.argv[2] ?? '') as Load;
const requests = buildRequests(load.kind, load.count, load.first, `127.0.0.1:${load.port}`);
const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)));
const latencies: number[] = [];
const leadIn = load.leadIn ?? 0;
let sent = 0;
const result = { answered: 0, refused: 0, bodyBytes: 0 };

console.log('ready');
await once(process.stdin, 'data');
const start = performance.now();
await (load.rate === undefined ? sendAtOnce() : sendSteadily(load.rate));
const seconds = (performance.now() - start) / 1000;
latencies.sort((a, b) => a - b);
console.log(JSON.stringify({ ...result, seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99) } satisfies LoadResult));
process.exit(0);

async function send(connection: Connection, request: Buffer, due = performance.now()): Promise<void> {
  const turn = sent++;
  const answer = await connection.ask(request);
  if (turn >= leadIn) latencies.push(performance.now() - due);
  if (answer.status === 200) result.answered++;
  else result.refused++;
  result.bodyBytes = answer.bodyBytes;
}

/** Each connection sends its next request when it has the answer to the one before. */
async function sendAtOnce(): Promise<void> {
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests[next++]; request; request = requests[next++]) await send(connection, request);
    }),
  );
}

/** At a fixed rate, whether or not answers have come. What finds no free connection waits, and its waiting counts. */
async function sendSteadily(rate: number): Promise<void> {
  const idle = [...connections];
  const underWay: Promise<void>[] = [];
  while (underWay.length < requests.length) {
    const due = start + (underWay.length * 1000) / rate;
    const request = requests[underWay.length];
    // why: in turns, none is silent for so long that a server hangs up
    const connection = performance.now() < due ? undefined : idle.shift();
    if (connection && request) underWay.push(send(connection, request, due).then(() => void idle.push(connection)));
    else await setTimeout(1);
  }
  await Promise.all(underWay);
}

function percentile(share: number): number {
  return latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
}
