import { z } from 'zod';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  type EventName,
  type Events,
  eventNames,
  type WeiguanBridge,
} from '../../shared/api.ts';
import { SessionOpened, sessionHeader } from '../../shared/console-session.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { deadlineOf, within } from './call-deadline.ts';
import { createEventStream } from './event-stream.ts';
import type { KeptSession } from './kept-session.ts';

/** The bridge of a page in a browser: it also knows whether it has a session of the console. */
export interface HttpBridge extends WeiguanBridge {
  /** Exchanges the console token for a session. */
  signIn(token: string): Promise<Result<null>>;
  /** Called when the gateway refuses a call for want of a session (`false`), and after signing in (`true`). */
  onSession(listener: (signedIn: boolean) => void): () => void;
  /** Ends the event stream until it is wanted again: nobody sees the page. */
  rest(isResting: boolean): void;
  /** Ends the event stream. */
  close(): void;
}

/** What of the browser the bridge uses; given in, so that tests can decide it. */
export interface HttpBridgeParts {
  fetch: typeof fetch;
  session: KeptSession;
  os: WeiguanBridge['host']['os'];
  /** Waits this long before a broken event stream is opened again, in ms. */
  reconnectMs?: number;
}

const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string(), params: z.record(z.string(), z.string()).optional() }),
  }),
]);

/** How the gateway answers whoever has no session: with 429 after too many wrong tokens. */
const wantsSession = (response: Response) => response.status === 401 || response.status === 429;

const jsonOf = (body: unknown) =>
  ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) satisfies RequestInit;

/** Tells all of them: one that throws is a bug, and keeps nothing from the others. */
function tell<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of listeners) {
    try {
      listener(value);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

/** Carries the contract over HTTP: calls as `POST /api/<call>`, events as server-sent events of `/events`. */
export function createHttpBridge({ fetch, session, os, reconnectMs = 1000 }: HttpBridgeParts): HttpBridge {
  const listeners = new Map<EventName, Set<(event: never) => void>>(eventNames.map((name) => [name, new Set()]));
  const connectionListeners = new Set<(connected: boolean) => void>();
  const sessionListeners = new Set<(signedIn: boolean) => void>();
  let connected = false;
  let signedOut = false;
  /** How many sessions there have been: a call of an earlier one says nothing about this one. */
  let sessions = 0;
  let closed = false;
  let resting = false;
  const events = createEventStream({
    ask: (signal) => ask('/events', { signal }),
    onConnection: tellConnection,
    onEvent(name, data) {
      const event: unknown = JSON.parse(data);
      tell(listeners.get(name as EventName) ?? [], event as never);
    },
    reconnectMs,
  });
  session.onOther(() => {
    if (signedOut) tellSession(true);
  });

  function tellConnection(now: boolean): void {
    if (now === connected) return;
    connected = now;
    tell(connectionListeners, now);
  }

  function openStream(): void {
    if (!signedOut && !closed && !resting) events.open();
  }

  function tellSession(signedIn: boolean): void {
    signedOut = !signedIn;
    if (signedIn) {
      sessions += 1;
      openStream();
    } else {
      events.close();
    }
    tell(sessionListeners, signedIn);
  }

  /** Asks the gateway with the session; undefined where it is out of reach. */
  async function ask(url: string, init: RequestInit): Promise<Response | undefined> {
    const asked = sessions;
    const secret = session.read();
    const headers = { ...init.headers, ...(secret !== undefined && { [sessionHeader]: secret }) };
    const response = await fetch(url, { ...init, headers }).catch(() => undefined);
    if (!response || !wantsSession(response) || asked !== sessions) return response;
    // Another tab may have opened one meanwhile.
    if (session.read() !== secret) return ask(url, init);
    tellSession(false);
    return response;
  }

  async function callNow<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    signal: AbortSignal,
  ): Promise<Result<CallOutput<Name>>> {
    const response = await ask(`/api/${name}`, { ...jsonOf(input), signal });
    if (!response) return err(failure('api/unreachable'));
    if (wantsSession(response)) return err(failure('api/unauthorized'));
    const answer = Answer.safeParse(await response.json().catch(() => undefined));
    if (!answer.success) return err(failure('api/unreachable'));
    if (answer.data.ok) return ok(answer.data.value as CallOutput<Name>);
    const { code, message, hint, params } = answer.data.error;
    return err({ code, message, hint, ...(params ? { params } : {}) });
  }

  async function openSession(token: string, signal: AbortSignal): Promise<Result<null>> {
    const response = await fetch('/session', { ...jsonOf({ token }), signal }).catch(() => undefined);
    if (response && wantsSession(response)) return err(failure('api/unauthorized'));
    const opened = SessionOpened.safeParse(await response?.json().catch(() => undefined));
    if (!opened.success) return err(failure('api/unreachable'));
    session.keep(opened.data.value.session);
    tellSession(true);
    return ok(null);
  }

  return {
    host: { kind: 'browser', os },
    call: (name, input) => within(deadlineOf(name), (signal) => callNow(name, input, signal)),
    on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void) {
      openStream();
      listeners.get(name)?.add(listener);
      return () => listeners.get(name)?.delete(listener);
    },
    // why: the stream of a browser has no way back, so it carries every row
    showLog: () => undefined,
    // why: a browser keeps its page when the gateway ends, and saves when that is back
    beforeEnd: () => () => undefined,
    onConnection(listener) {
      openStream();
      connectionListeners.add(listener);
      listener(connected);
      return () => connectionListeners.delete(listener);
    },
    signIn: (token) => within(deadlineOf(), (signal) => openSession(token, signal)),
    onSession(listener) {
      sessionListeners.add(listener);
      return () => sessionListeners.delete(listener);
    },
    rest(isResting) {
      resting = isResting;
      if (resting) events.close();
      else openStream();
    },
    close() {
      closed = true;
      events.close();
    },
  };
}
