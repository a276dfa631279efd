import type { LookupFunction } from 'node:net';
import { ok, type Result } from '../../shared/result.ts';
import type { VncReach } from '../../shared/target.ts';
import type { Driver, Picture } from './driver.ts';
import { encodePng, type Pixels } from './png.ts';
import { knock } from './presence.ts';
import type { ReadSecret } from './target-secret.ts';
import { converse, type Dial, dialDirectly } from './vnc-connection.ts';
import type { Attempt } from './vnc-conversation.ts';
import { readFrame } from './vnc-frame.ts';
import { logIn } from './vnc-login.ts';

interface VncParts {
  reach: VncReach;
  password: ReadSecret;
  /** How the server is connected to; directly where it is missing. */
  dial?: Dial;
  /** How a name's address is found where only its presence is asked; as Node does it where it is missing. */
  lookUp?: LookupFunction;
  /** For all of it, from the connection to the last pixel. */
  timeoutMs?: number;
}

/** Looks at a target's screen through its VNC server. Each look is a connection of its own, and moves nothing there. */
export function createVncDriver({ reach, password, dial = dialDirectly, lookUp, timeoutMs = 30_000 }: VncParts): Driver {
  async function look<T>(conversation: (secret: string | undefined) => Attempt<T>, signal: AbortSignal): Promise<Result<T>> {
    const secret = await password();
    return secret.ok ? converse(conversation(secret.value), { ...reach, dial }, timeoutMs, signal) : secret;
  }

  async function capture(signal: AbortSignal): Promise<Result<Picture>> {
    const seen = await look(logInAndRead, signal);
    if (!seen.ok) return seen;
    const { width, height } = seen.value;
    return ok({ bytes: await encodePng(seen.value), type: 'image/png', width, height });
  }

  return {
    kind: 'vnc',
    screen: { capture },
    presence: (signal) => knock(reach, signal, lookUp),
    async tryIt(signal) {
      const start = performance.now();
      const size = await look(logIn, signal);
      if (!size.ok) return size;
      return ok({ ms: Math.round(performance.now() - start), found: `${size.value.width}×${size.value.height}` });
    },
    close: () => Promise.resolve(),
  };
}

function* logInAndRead(password: string | undefined): Attempt<Pixels> {
  const size = yield* logIn(password);
  return size.ok ? yield* readFrame(size.value) : size;
}
