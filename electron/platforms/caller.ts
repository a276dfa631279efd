import type { z } from 'zod';
import { isAddressRefused, platformFailure } from '../../shared/errcodes.ts';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { backOffMs, pause, type Timing } from '../timing.ts';
import { type ApiOutcome, readAnswer } from './api-answer.ts';
import { type ApiCall, type Repeating, repeatingOf } from './api-call.ts';
import type { HttpClient, HttpOutcome, HttpRequest } from './http.ts';
import type { HttpTrouble } from './http-trouble.ts';
import { countersOf, type LimitedAccount, type Penalties } from './limits.ts';
import type { UploadFile } from './multipart.ts';
import type { OnLimit, RateLimiter } from './rate-limiter.ts';
import type { TokenSource } from './token.ts';

export interface CallerOptions {
  account: LimitedAccount;
  http: HttpClient;
  limiter: RateLimiter;
  penalties: Penalties;
  /** Called with each address that an answer names, and whether that was refused for its sake. */
  sawAddress(ip: string, isRefused: boolean): void;
  timing: Timing;
  /** From then on nothing is sent any more, and what only reads ends at once. */
  closing: AbortSignal;
  /** Ends every call under way. */
  cutOff: AbortSignal;
  /** Called after each exchange: gauges have moved. */
  onExchange(): void;
}

/** Makes declared calls: within the limits, with an access_token, repeated only where nobody gets anything twice. */
export interface Caller {
  /**
   * `token` is asked for the access_token; what fetches one needs none. `file` goes with a call that takes one. A wrong
   * input is a bug, and throws.
   */
  call<Input extends z.ZodObject, Answer extends z.ZodObject>(
    call: ApiCall<Input, Answer>,
    input: z.input<Input>,
    how: { token?: TokenSource | undefined; onLimit: OnLimit; file?: UploadFile | undefined },
  ): Promise<Result<z.output<Answer>>>;
}

/** Codes that mean "fetch a new access_token and try once more" (protocol reference, 3.1). The call was not carried out. */
const tokenRefused = [40001, 40014, 42001];
const busy = -1;
/** How often a call is repeated after -1 (protocol reference, 6), and after a lost connection. */
const repeatsWhenBusy = 3;
const repeatsWhenLost = 2;
const between = { firstMs: 500, longestMs: 5000 };

/** What has happened to one call so far. */
interface Course {
  busy: number;
  lost: number;
  renewed: boolean;
  punished: boolean;
  /** Whether the platform may have carried it out without our knowing. */
  unsure: boolean;
}

type Verdict<Answer> = { again: true; afterMs: number } | { again: false; result: Result<Answer> };
const finished = <Answer>(result: Result<Answer>): Verdict<Answer> => ({ again: false, result });
const again = (afterMs = 0): Verdict<never> => ({ again: true, afterMs });

export function createCaller(options: CallerOptions): Caller {
  const { account, http, limiter, penalties, timing, closing, cutOff } = options;

  /** After a network error: again where the platform knows nothing of the call or it may be repeated. */
  function judgeLoss({ trouble, reason, left, failure: known }: Lost, repeating: Repeating, course: Course): Verdict<never> {
    course.unsure ||= left && repeating !== 'harmless';
    const repeatable = trouble !== 'closed' && trouble !== 'too-large' && (!left || repeating !== 'never');
    if (repeatable && !lasting.has(trouble) && course.lost < repeatsWhenLost) {
      course.lost += 1;
      return again(backOffMs(course.lost - 1, between, timing.random));
    }
    return finished(err(known ?? failure(troubleCodes[trouble], { host: http.host, reason })));
  }

  /** After a no: again with a new access_token, after a while where the platform was busy, or when its gate reopens. */
  async function judgeRefusal(refused: Refused, of: CallInHand, course: Course): Promise<Verdict<never>> {
    const { errcode, errmsg } = refused;
    if (of.token && of.tokenText && tokenRefused.includes(errcode) && !course.renewed) {
      course.renewed = true;
      await of.token.refuse(of.tokenText);
      return again();
    }
    if (errcode === busy && of.repeating !== 'never' && course.busy < repeatsWhenBusy) {
      course.busy += 1;
      return again(backOffMs(course.busy - 1, between, timing.random));
    }
    if (penalties.punish(of.name, errcode) && of.onLimit === 'wait' && !course.punished) {
      course.punished = true;
      return again();
    }
    return finished(err(platformFailure(account.platform, errcode, errmsg)));
  }

  async function judge<Answer>(outcome: HttpOutcome, of: CallInHand<Answer>, course: Course): Promise<Verdict<Answer>> {
    if (outcome.kind === 'failed') return judgeLoss(outcome, of.repeating, course);
    const read = of.read(outcome);
    if (read.kind === 'refused' && read.egressIp) options.sawAddress(read.egressIp, isAddressRefused(read.errcode));
    if (read.kind === 'ok') return finished(ok(read.answer));
    if (read.kind === 'refused') return judgeRefusal(read, of, course);
    course.unsure ||= of.repeating !== 'harmless';
    return finished(err(failure('platform/bad-answer', { host: http.host, reason: read.reason })));
  }

  return {
    async call(call, input, { token, onLimit, file }) {
      const given = call.input.parse(input);
      if ((call.filePart === undefined) !== (file === undefined)) throw new Error(`${call.name}: a file too many, or none`);
      const { name, counts } = call;
      let counters = countersOf(account, { name, counts, to: call.to?.(given) ?? [] });
      const course: Course = { busy: 0, lost: 0, renewed: false, punished: false, unsure: false };
      const repeating = repeatingOf(call, given);
      for (;;) {
        const room = await limiter.take(name, counters, onLimit);
        if (!room.ok) return concluded(room, course);
        const tokenText = await token?.get();
        if (tokenText?.ok === false || closing.aborted) {
          room.value.giveBack();
          return concluded(tokenText?.ok === false ? tokenText : err(failure('platform/closed')), course);
        }
        const request = requestOf(call, given, { token: tokenText?.value, file });
        // What was sent may have been carried out: whoever is not told of that sends it twice.
        const outcome = await http.send(request, repeating === 'harmless' ? closing : cutOff);
        const hasLeft = outcome.kind === 'answered' || outcome.left;
        if (!hasLeft) room.value.giveBack();
        options.onExchange();
        const secrets = tokenText ? [tokenText.value] : Object.values(given).map(String);
        const of: CallInHand<z.output<typeof call.answer>> = {
          name,
          repeating,
          onLimit,
          token,
          tokenText: tokenText?.value,
          read: (answered) => readAnswer(answered, call.answer, secrets),
        };
        const verdict = await judge(outcome, of, course);
        if (!verdict.again) return concluded(verdict.result, course);
        // However often it is tried, it is one message.
        if (hasLeft) counters = countersOf(account, { name, counts: counts.filter((as) => as !== 'member' && as !== 'messages'), to: [] });
        if (!(await pause(timing, verdict.afterMs, closing))) return concluded(err(failure('platform/closed')), course);
      }
    },
  };
}

/** A failure may not pass for "not carried out" where an earlier try may have been. */
function concluded<Answer>(result: Result<Answer>, { unsure }: Course): Result<Answer> {
  if (result.ok || !unsure) return result;
  return err(failure('platform/unsure', { reason: result.error.params?.reason ?? result.error.code }));
}

type Lost = Extract<HttpOutcome, { kind: 'failed' }>;
type Refused = Extract<ApiOutcome<unknown>, { kind: 'refused' }>;

interface CallInHand<Answer = unknown> {
  name: string;
  repeating: Repeating;
  onLimit: OnLimit;
  token: TokenSource | undefined;
  tokenText: string | undefined;
  read(answered: Extract<HttpOutcome, { kind: 'answered' }>): ApiOutcome<Answer>;
}

/** Of these another try is told the same. */
const lasting: ReadonlySet<HttpTrouble> = new Set(['certificate', 'no-way-out']);

const troubleCodes: Record<HttpTrouble, FailureCode> = {
  network: 'platform/unreachable',
  timeout: 'platform/timeout',
  certificate: 'platform/certificate',
  'no-way-out': 'platform/unreachable',
  'too-large': 'platform/bad-answer',
  closed: 'platform/closed',
};

/** The access_token goes into the query, never into the body (protocol reference, 3.1). */
function requestOf(
  { name, method, filePart, inQuery = [] }: Pick<ApiCall, 'name' | 'method' | 'filePart'> & { inQuery?: readonly string[] },
  input: Record<string, unknown>,
  { token, file }: { token: string | undefined; file: UploadFile | undefined },
): HttpRequest {
  const fields = Object.entries(input).filter(([, value]) => value !== undefined);
  const isQuery = ([field]: [string, unknown]) => method === 'GET' || file !== undefined || inQuery.includes(field);
  const bodyOf = (): Pick<HttpRequest, 'json' | 'file'> => {
    if (file && filePart !== undefined) return { file: { ...file, part: filePart } };
    return method === 'POST' ? { json: JSON.stringify(Object.fromEntries(fields.filter((field) => !isQuery(field)))) } : {};
  };
  const query = Object.fromEntries(fields.filter(isQuery).map(([field, value]) => [field, String(value)]));
  return {
    method,
    path: `/cgi-bin/${name}`,
    query: { ...(token !== undefined && { access_token: token }), ...query },
    ...bodyOf(),
  };
}
