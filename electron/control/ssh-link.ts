import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'ssh2';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import { createSshConnection, type SshConnectionOptions, serverName } from '../ssh/connection.ts';
import type { RunOptions } from './driver.ts';
import { whenAborted, within } from './run-limit.ts';
import { createSlots, type Slots } from './slots.ts';
import { answerTo, endedWithin, type Opened, type OpenSession, openSession, sessionFailure } from './ssh-session.ts';
import { probeSystem } from './system-probe.ts';

/** How the ssh drivers wait, in ms, and how much they do at once. */
export interface SshDriverTimings {
  /** How long connecting and logging in may take. */
  openMs: number;
  /** Between two packets that ask whether the server is still there; two without an answer end the connection. */
  keepaliveMs: number;
  /** A connection that nobody used for so long is closed. */
  idleMs: number;
  /** How long ending a program that was called off may take. */
  killMs: number;
  /** So many programs run over one connection at once; the others wait. OpenSSH takes ten sessions (MaxSessions), and some end programs. */
  mostSessions: number;
}

export const defaultSshTimings: SshDriverTimings = { openMs: 15_000, keepaliveMs: 15_000, idleMs: 300_000, killMs: 5_000, mostSessions: 8 };

/** A program that runs over ssh. */
export interface Session extends OpenSession {
  /** Ends what the program left running, with another session. */
  runBeside(line: string): Promise<void>;
  /** Gives its place to the next one. */
  release(): void;
}

/** One connection to an ssh server, shared by all that use it: made when it is needed, again after it broke, closed when it is idle. */
export interface SshLink {
  /** As failures name it. */
  server: string;
  /** What runs there; asked once a connection. Fails with `control/called-off` where the signal was aborted. */
  system(signal: AbortSignal): Promise<Result<TargetSystem>>;
  /**
   * Starts a command line, in its turn. Fails with what connecting fails with, and with `ssh/not-begun` where its turn
   * didn't come before the signal was aborted; nothing where it was sent by then, and the server still doesn't answer.
   */
  open(line: string, signal: AbortSignal, onWait?: RunOptions['onWait']): Promise<Result<Session> | undefined>;
  /** A TCP connection that leaves from there, which keeps the link busy until it is closed. */
  dial(host: string, port: number): Promise<Result<Duplex>>;
  isBusy(): boolean;
  close(): Promise<void>;
}

export interface SshLinkOptions extends Omit<SshConnectionOptions, 'timings'> {
  timings: SshDriverTimings;
  /** Called when it was closed because nobody used it. */
  onIdle(): void;
}

/** Sessions that end programs; they don't wait for those that run. */
const mostEnding = 2;
/** They wait for each other so many times as long as one may take. */
const endingRounds = 5;
/** So often a session that ends a program is asked for. */
const mostAttempts = 20;
/** So often a server refuses a session though none of ours is open, before we believe it. */
const mostRefusals = 4;

export function createSshLink(options: SshLinkOptions): SshLink {
  const { login, through, timings, onIdle } = options;
  const server = serverName(login, through);
  const connection = createSshConnection(options);
  const running = createSlots(timings.mostSessions);
  const ending = createSlots(mostEnding);
  const systems = new WeakMap<Client, Promise<Result<TargetSystem>>>();
  let users = 0;
  let idle: NodeJS.Timeout | undefined;

  /** @returns call it when the use is over */
  function use(): () => void {
    users += 1;
    clearTimeout(idle);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      users -= 1;
      if (users === 0) idle = setTimeout(() => void connection.drop().then(onIdle), timings.idleMs).unref();
    };
  }

  /** The connection is made for all; who can't wait for it any longer goes away. */
  async function client(signal: AbortSignal): Promise<Result<Client> | undefined> {
    const { aborted, forget } = whenAborted(signal);
    const connected = await Promise.race([connection.client(), aborted]);
    forget();
    return connected ?? undefined;
  }

  async function askSystem(connected: Client): Promise<Result<TargetSystem>> {
    const known = systems.get(connected);
    if (known) return known;
    const asking = probeSystem((line) => answerTo(connected, server, line, timings.openMs));
    systems.set(connected, asking);
    const asked = await asking;
    if (!asked.ok) systems.delete(connected);
    return asked;
  }

  return {
    server,
    async system(signal) {
      const over = use();
      try {
        const connected = await client(signal);
        if (!connected?.ok) return connected ?? err(failure('control/called-off'));
        const { aborted, forget } = whenAborted(signal);
        const asked = await Promise.race([askSystem(connected.value), aborted]);
        forget();
        return asked ?? err(failure('control/called-off'));
      } finally {
        over();
      }
    },
    async open(line, signal, onWait) {
      const over = use();
      const drop = (dead: Client) => connection.drop(dead);
      const place = await openInTurn({ line, signal, onWait, slots: running, server, client, drop, lateMs: timings.killMs });
      if (!place?.ok) {
        over();
        return place;
      }
      const { session, connected, leave } = place.value;
      return ok({
        ...session,
        runBeside: (beside) => endBeside(connected, beside, ending, timings.killMs),
        release() {
          leave();
          over();
        },
      });
    },
    async dial(host, port) {
      const over = use();
      const dialled = await connection.dial(host, port);
      if (dialled.ok) dialled.value.once('close', over);
      else over();
      return dialled;
    },
    isBusy: () => users > 0,
    async close() {
      clearTimeout(idle);
      await connection.drop();
    },
  };
}

interface Turn {
  line: string;
  signal: AbortSignal;
  onWait: RunOptions['onWait'];
  slots: Slots;
  server: string;
  client(signal: AbortSignal): Promise<Result<Client> | undefined>;
  drop(dead: Client): Promise<void>;
  /** How long a session that was asked for is waited for once the signal is aborted. */
  lateMs: number;
}

interface Place {
  session: OpenSession;
  connected: Client;
  leave(): void;
}

/** Some servers allow fewer sessions than we would like: then the rest waits until one of ours is over. */
async function openInTurn(turn: Turn): Promise<Result<Place> | undefined> {
  const { signal, slots, server, lateMs } = turn;
  let hasReconnected = false;
  let refusedAlone = 0;
  for (;;) {
    const leave = await placeIn(turn);
    if (!leave) return err(failure('ssh/not-begun', { server }));
    const connected = await turn.client(signal);
    if (!connected?.ok) {
      leave();
      return connected ?? err(failure('ssh/not-begun', { server }));
    }
    const opened = await openInTime(connected.value, turn);
    if (opened && 'channel' in opened) return ok({ session: opened, connected: connected.value, leave });
    const isAlone = slots.taken() === 1;
    // why first: else whoever waits gets the place that isn't there
    if (opened?.refusal === 'full' && !isAlone) slots.shrink();
    leave();
    if (!opened) return undefined;
    if (opened.refusal === 'gone' && !hasReconnected) {
      hasReconnected = true;
      await turn.drop(connected.value);
    } else if (opened.refusal !== 'full' || (isAlone && refusedAlone === mostRefusals)) {
      return err(sessionFailure(server, opened));
    } else if (isAlone) {
      // the session before may still be counted, as in `openEnding`
      refusedAlone += 1;
      await sleep(lateMs / mostAttempts);
    }
  }
}

async function placeIn({ slots, signal, onWait }: Turn) {
  const inFront = slots.inFront();
  const over = inFront > 0 ? onWait?.(inFront) : undefined;
  const leave = await slots.take(signal);
  over?.();
  return leave;
}

/** Nothing where the signal was aborted and the server still doesn't answer; what it opens after that is closed. */
async function openInTime(client: Client, { line, signal, lateMs }: Turn): Promise<Opened | undefined> {
  const opening = openSession(client, line);
  const { aborted, forget } = whenAborted(signal);
  const inTime = await Promise.race([opening, aborted]);
  forget();
  const opened = inTime ?? (await within(lateMs, opening));
  if (!opened) void opening.then((late) => 'channel' in late && late.channel.close());
  return opened;
}

/** Runs a line that ends another program, as far as the server lets us. */
async function endBeside(client: Client, line: string, slots: Slots, ms: number): Promise<void> {
  const leave = await slots.take(AbortSignal.timeout(ms * endingRounds));
  if (!leave) return;
  const opened = await openEnding(client, line, ms);
  if (opened && 'channel' in opened) {
    opened.channel.resume();
    opened.channel.stderr.resume();
    opened.channel.end();
    await endedWithin(opened, ms);
  }
  leave();
}

/** OpenSSH counts a session that has ended for a moment longer, and then may have no room for the one that comes at once. */
async function openEnding(client: Client, line: string, ms: number): Promise<Opened | undefined> {
  let opened: Opened | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    opened = await within(ms, openSession(client, line));
    if (!opened || 'channel' in opened || opened.refusal !== 'full') return opened;
    await sleep(ms / mostAttempts);
  }
  return opened;
}
