import type { Platform } from '../../shared/account.ts';
import { fill, type Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type ExchangeResult, exchange, withQuery } from './http-exchange.ts';
import { inWords, type Problem, phrases } from './phrases.ts';

/** How long an answer may take: WeCom is short of patience (protocol reference, 1.4). */
const verificationDeadlineMs: Record<Platform, number> = { wecom: 1000, 'official-account': 5000 };

/** What the admin reads in the platform's console when the check fails (protocol reference, 1.4). */
const refusals: Record<Platform, string> = { wecom: 'openapi回调地址请求不通过', 'official-account': 'token验证失败' };

interface Verification {
  platform: Platform;
  url: string;
  query: Record<string, string>;
  /** The body that must come back, to the byte. */
  echo: string;
  signal: AbortSignal;
  language: Language;
}

/** Checks a callback URL as the platform does when the admin presses save. */
export async function verify({ platform, url, query, echo, signal, language }: Verification): Promise<Result<{ echoed: string }>> {
  const deadlineMs = verificationDeadlineMs[platform];
  // Nothing that matters is longer than this, and a failure may quote it.
  const result = await exchange({ url: withQuery(url, query), method: 'GET' }, { deadlineMs, maxBytes: 1024, signal });
  const problem = wrongAnswer(result, echo, deadlineMs);
  if (!problem) return ok({ echoed: echo });
  return err({
    code: 'simulator/url-refused',
    message: refusals[platform],
    hint: fill(phrases.refused[language], { reason: inWords(problem, language) }),
    params: { reason: inWords(problem, language) },
  });
}

function wrongAnswer(result: ExchangeResult, echo: string, deadlineMs: number): Problem | undefined {
  switch (result.kind) {
    case 'timeout':
      return { phrase: 'noAnswer', params: { ms: String(deadlineMs) } };
    case 'unreachable':
      return { phrase: 'notReached', params: { reason: result.reason } };
    case 'aborted':
      return { phrase: 'closed' };
    case 'too-large':
      return { phrase: 'wrongEcho' };
    case 'answered':
      if (result.status !== 200) return { phrase: 'status', params: { status: String(result.status) } };
      return result.body.equals(Buffer.from(echo)) ? undefined : { phrase: 'wrongEcho' };
  }
}
