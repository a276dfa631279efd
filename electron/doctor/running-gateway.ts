import { z } from 'zod';
import type { CallInput, CallName, CallOutput, EventName, Events } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createEventReader } from '../../shared/server-sent-events.ts';

/** A gateway that runs in another process, reached at its console. */
export interface RunningGateway {
  /** Never rejects; fails with `doctor/gateway-gone` where nothing that a gateway says comes back. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>;
  /** Resolves when every later event will be told; ends with `close`. */
  follow<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): Promise<void>;
  close(): void;
}

/** Only its form: what is in it is the gateway's business, and of the same version. */
const Answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string(), params: z.record(z.string(), z.string()).optional() }),
  }),
]);

/**
 * Looks for the gateway that has this console; undefined where none answers there.
 * Fails with `api/unauthorized` where one does and wants another token.
 */
export async function findGateway(console: { host: string; port: number; token?: string }): Promise<Result<RunningGateway> | undefined> {
  if (console.token === undefined || console.port === 0) return undefined;
  const gateway = connect(`http://${reachable(console.host)}:${console.port}`, console.token);
  const answered = await gateway.call('settings.get', {});
  if (answered.ok) return ok(gateway);
  return answered.error.code === 'api/unauthorized' ? answered : undefined;
}

/** A host that means every address of this computer is reached at one of them. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function connect(base: string, token: string): RunningGateway {
  const closing = new AbortController();
  const headers = { Authorization: `Bearer ${token}` };
  return {
    async call<Name extends CallName>(name: Name, input: CallInput<Name>) {
      const answer = Answer.safeParse(await post(`${base}/api/${name}`, headers, JSON.stringify(input), closing.signal));
      return answer.success ? (answer.data as Result<CallOutput<Name>>) : err(failure('doctor/gateway-gone'));
    },
    async follow(name, listener) {
      const stream = await fetch(`${base}/events`, { headers, signal: closing.signal }).catch(() => undefined);
      if (!stream?.ok || !stream.body) return;
      // Its end, wanted or not, only means that nothing more is told.
      void readEvents(stream.body, (event, text) => event === name && listener(JSON.parse(text))).catch(() => undefined);
    },
    close: () => closing.abort(),
  };
}

/** What is answered, as JSON; undefined where that can't be had. */
async function post(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body, signal });
    return await response.json();
  } catch {
    return undefined;
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, onEvent: (name: string, text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  const read = createEventReader(onEvent);
  for await (const chunk of body) read(decoder.decode(chunk, { stream: true }));
}
