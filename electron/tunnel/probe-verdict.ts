import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';

/** What came of a probe's request, and what the listener saw of it meanwhile. */
export interface ProbeEvidence {
  publicUrl: string;
  /** The answer that only we can give. */
  expected: string;
  /** `whole`: the listener got the probe as it was sent; `altered`: with a changed query. */
  arrived: 'no' | 'whole' | 'altered';
  answer: { status: number; body: string; contentType: string; location?: string } | { error: string };
  ms: number;
  deadlineMs: number;
}

/** WeCom gives the check of a URL one second in all (protocol reference, 8.3). */
const slowMs = 1_000;

const dnsErrors = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'ENODATA']);
const timeouts = new Set(['TimeoutError', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const certificateError = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

/** Why a probe failed, or nothing where it came back right. `tunnel/probe-slow` is a warning: the tunnel does work. */
export function judgeProbe(evidence: ProbeEvidence): Failure | undefined {
  const { answer, arrived, expected, ms } = evidence;
  if (arrived === 'altered') return failure('tunnel/probe-altered');
  if ('error' in answer) return judgeError(evidence, answer.error);
  if (answer.status === 200 && answer.body === expected)
    return ms > slowMs ? failure('tunnel/probe-slow', { ms: String(Math.round(ms)) }) : undefined;
  if (arrived === 'whole') return failure('tunnel/probe-altered');
  if (isInterstitial(answer.body)) return failure('tunnel/probe-interstitial');
  return failure('tunnel/probe-elsewhere', { status: String(answer.status), what: describe(answer) });
}

function judgeError({ publicUrl, arrived, deadlineMs }: ProbeEvidence, error: string): Failure {
  const { host } = new URL(publicUrl);
  if (dnsErrors.has(error)) return failure('tunnel/probe-dns', { host });
  if (certificateError.test(error)) return failure('tunnel/probe-certificate', { host, reason: error });
  if (timeouts.has(error)) return failure('tunnel/probe-timeout', { seconds: String(deadlineMs / 1000) });
  if (arrived === 'whole') return failure('tunnel/probe-answer-lost', { reason: error });
  return failure('tunnel/probe-unreachable', { host, reason: error });
}

/** The page that the hosted localtunnel service puts before browsers: it asks for a password and names a header to get past. */
function isInterstitial(body: string): boolean {
  return /bypass-tunnel-reminder/i.test(body) || (/<html/i.test(body) && /tunnel (?:password|website)|friendly reminder/i.test(body));
}

/** Something by which the admin may know who answered: the page's title, where it leads, or what kind it is. */
function describe({ body, contentType, location }: { body: string; contentType: string; location?: string }): string {
  const title = /<title[^>]*>([^<]{1,100})/i.exec(body)?.[1]?.trim();
  return title || (location && `→ ${location.slice(0, 200)}`) || body.trim().slice(0, 60) || contentType || '–';
}
