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
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** The bridge of a page in a browser: it also knows whether the console's session cookie is there. */
export interface HttpBridge extends WeiguanBridge {
  /** Exchanges the console token for the session cookie. */
  signIn(token: string): Promise<Result<null>>;
  /** Called when the gateway refuses a call for want of a session (`false`), and after signing in (`true`). */
  onSession(listener: (signedIn: boolean) => void): () => void;
  /** Ends the event stream. */
  close(): void;
}

/** What of the browser the bridge uses; given in, so that tests can decide it. */
export interface HttpBridgeParts {
  fetch: typeof fetch;
  openEvents: (url: string) => EventSource;
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

const streamClosed = 2;

/** How the gateway answers whoever has no session: with 429 after too many wrong tokens. */
const wantsSession = (response: Response) => response.status === 401 || response.status === 429;

/** Carries the contract over HTTP: calls as `POST /api/<call>`, events as server-sent events of `/events`. */
export function createHttpBridge({ fetch, openEvents, os, reconnectMs = 2000 }: HttpBridgeParts): HttpBridge {
  const listeners = new Map<EventName, Set<(event: never) => void>>(eventNames.map((name) => [name, new Set()]));
  const connectionListeners = new Set<(connected: boolean) => void>();
  const sessionListeners = new Set<(signedIn: boolean) => void>();
  let connected = false;
  let signedOut = false;
  /** How many sessions there have been: a call of an earlier one says nothing about this one. */
  let sessions = 0;
  let closed = false;
  let events: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function tellConnection(now: boolean): void {
    if (now === connected) return;
    connected = now;
    for (const listener of connectionListeners) listener(now);
  }

  function openStream(): void {
    if (events || signedOut || closed) return;
    const stream = openEvents('/events');
    events = stream;
    stream.addEventListener('open', () => tellConnection(true));
    stream.addEventListener('error', () => {
      tellConnection(false);
      if (stream.readyState !== streamClosed) return;
      // The browser reconnects by itself unless the answer was an error; then it is up to us. Which error, a stream
      // doesn't tell: a call does, and after a restart of the gateway it is the want of a session.
      closeStream(reconnectMs);
      void request('settings.get', {});
    });
    for (const name of eventNames) {
      stream.addEventListener(name, (message) => {
        const event: unknown = JSON.parse((message as MessageEvent<string>).data);
        for (const listener of listeners.get(name) ?? []) listener(event as never);
      });
    }
  }

  function closeStream(reopenAfterMs?: number): void {
    events?.close();
    events = undefined;
    clearTimeout(retry);
    if (reopenAfterMs !== undefined) retry = setTimeout(openStream, reopenAfterMs);
  }

  function tellSession(signedIn: boolean): void {
    signedOut = !signedIn;
    if (signedIn) {
      sessions += 1;
      openStream();
    } else {
      closeStream();
      tellConnection(false);
    }
    for (const listener of sessionListeners) listener(signedIn);
  }

  async function post(url: string, body: unknown): Promise<Response | undefined> {
    try {
      return await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        credentials: 'same-origin',
        body: JSON.stringify(body),
      });
    } catch {
      return undefined;
    }
  }

  /** Posts a call; undefined where the gateway is out of reach. */
  async function request(name: CallName, input: unknown): Promise<Response | undefined> {
    const session = sessions;
    const response = await post(`/api/${name}`, input);
    if (response && wantsSession(response) && session === sessions) tellSession(false);
    return response;
  }

  return {
    host: { kind: 'browser', os },
    async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>> {
      const response = await request(name, input);
      if (!response) return err(failure('api/unreachable'));
      if (wantsSession(response)) return err(failure('api/unauthorized'));
      const answer = Answer.safeParse(await response.json().catch(() => undefined));
      if (!answer.success) return err(failure('api/unreachable'));
      if (answer.data.ok) return ok(answer.data.value as CallOutput<Name>);
      const { code, message, hint, params } = answer.data.error;
      return err({ code, message, hint, ...(params ? { params } : {}) });
    },
    on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void) {
      openStream();
      listeners.get(name)?.add(listener);
      return () => listeners.get(name)?.delete(listener);
    },
    // why: the stream of a browser has no way back, so it carries every row
    showLog: () => undefined,
    onConnection(listener) {
      openStream();
      connectionListeners.add(listener);
      listener(connected);
      return () => connectionListeners.delete(listener);
    },
    async signIn(token) {
      const response = await post('/session', { token });
      if (!response?.ok) return err(failure(response && wantsSession(response) ? 'api/unauthorized' : 'api/unreachable'));
      tellSession(true);
      return ok(null);
    },
    onSession(listener) {
      sessionListeners.add(listener);
      return () => sessionListeners.delete(listener);
    },
    close() {
      closed = true;
      closeStream();
    },
  };
}
