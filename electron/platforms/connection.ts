import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { z } from 'zod';
import { capabilitiesOf } from '../../shared/account-capabilities.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ApiCall } from './api-call.ts';
import { type Caller, createCaller } from './caller.ts';
import { createEgress } from './egress.ts';
import { createHttpClient, defaultTimeouts } from './http.ts';
import { createPenalties } from './limits.ts';
import type { UploadFile } from './multipart.ts';
import type { PlatformChange, PlatformClient, PlatformClientOptions } from './platform-client.ts';
import { createRateLimiter, type OnLimit } from './rate-limiter.ts';
import { type Credentials, createTokenSource, type FetchedToken } from './token.ts';
import { createUsage } from './usage.ts';
import { createDispatcher } from './way-out.ts';

/** "This account may not make this call" (protocol reference, 6). */
const noRight = 48001;

/** Calls that were sent when the client is closed get so long to be answered, in ms. */
const lastAnswersMs = 3_000;

/** How a platform hands out access_tokens. */
export type TokenFetch = (caller: Caller, credentials: Credentials) => Promise<Result<FetchedToken>>;

/** What both platforms' clients stand on: calls with an access_token, and all that is not a call. */
export interface Connection extends Pick<PlatformClient, 'state' | 'onChange' | 'checkCredentials' | 'credentialsChanged' | 'close'> {
  call<Input extends z.ZodObject, Answer extends z.ZodObject>(
    call: ApiCall<Input, Answer>,
    input: z.input<Input>,
    onLimit?: OnLimit,
    file?: UploadFile,
  ): Promise<Result<z.output<Answer>>>;
}

/** Builds an account's connection; makes no call yet. Fails where its way out can't be used. */
export async function openConnection(options: PlatformClientOptions, fetchToken: TokenFetch): Promise<Result<Connection>> {
  const { account, secrets, timing, log, usage = createUsage(timing), egress = createEgress(timing) } = options;
  const { wayOut } = account;
  const secretName = (kind: string) => `account/${account.id}/${kind}`;
  const password = wayOut.via === 'proxy' ? await secrets.get(secretName('proxy-password')) : ok(undefined);
  if (!password.ok) return password;
  const dispatcher = createDispatcher({ wayOut, proxyPassword: password.value?.text, dial: options.dial, ca: options.ca });
  if (!dispatcher.ok) return dispatcher;

  const listeners = new Set<Parameters<Connection['onChange']>[0]>();
  const closing = new AbortController();
  const cutOff = new AbortController();
  // Every call under way listens, however many there are.
  setMaxListeners(0, closing.signal, cutOff.signal);
  const underWay = new Set<Promise<unknown>>();
  const limiter = createRateLimiter(timing, usage);
  const http = createHttpClient({
    base: account.apiBase,
    dispatcher: dispatcher.value,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
  });
  const caller = createCaller({
    account,
    http,
    limiter,
    penalties: createPenalties(account.platform, usage, timing),
    sawAddress(ip, isRefused) {
      if (egress.seen(ip, isRefused)) tell('egress');
    },
    timing,
    closing: closing.signal,
    cutOff: cutOff.signal,
    onExchange: () => tell('gauges'),
  });
  const token = createTokenSource({
    secrets,
    name: secretName('access-token'),
    usage,
    timing,
    log,
    fetch: (credentials) => fetchToken(caller, credentials),
    onChange: () => tell('token'),
    async credentials() {
      const secret = await secrets.get(secretName('api-secret'));
      if (!secret.ok) return secret;
      const missing = account.platform === 'wecom' ? 'Secret' : 'AppSecret';
      if (!secret.value) return err(failure('platform/no-secret', { name: missing }));
      return ok({ receiverId: account.receiverId, secret: secret.value.text, apiBase: account.apiBase });
    },
  });

  function state(): PlatformState {
    const known = egress.known();
    return {
      account: account.id,
      token: token.state(),
      gauges: usage.gauges(),
      wayOut: wayOut.via,
      ...(known && { egress: known }),
    };
  }

  function tell(change: PlatformChange): void {
    if (closing.signal.aborted) return;
    for (const listener of listeners) listener(change, state());
  }

  return ok({
    state,
    async call(call, input, onLimit = 'fail', file) {
      const may = call.needs === undefined || capabilitiesOf(account).includes(call.needs);
      if (!may) return err(platformFailure(account.platform, noRight, ''));
      const calling = caller.call(call, input, { token, onLimit, file });
      underWay.add(calling);
      return calling.finally(() => underWay.delete(calling));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    checkCredentials: () => token.check(),
    credentialsChanged: () => token.reset(),
    async close() {
      closing.abort();
      limiter.close();
      await Promise.race([Promise.allSettled(underWay), setTimeout(lastAnswersMs, undefined, { ref: false })]);
      cutOff.abort();
      await dispatcher.value.destroy();
    },
  });
}
