import type { Failure } from '../../shared/result.ts';
import { NoWayOut } from './no-way-out.ts';

/** What kept an HTTP answer away. `closed`: the client is being closed; `no-way-out`: there is none before somebody mends it. */
export type HttpTrouble = 'network' | 'timeout' | 'certificate' | 'no-way-out' | 'too-large' | 'closed';

const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'];
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;

/**
 * The kind of an error of undici, Node or ssh, and a reason that can be shown: its code, never its text, which might
 * hold an address with a secret in it. With the failure, where it is one of ours.
 */
export function troubleOf(error: Error): { trouble: HttpTrouble; reason: string; failure?: Failure } {
  if (error instanceof NoWayOut)
    return { trouble: error.isPassing ? 'network' : 'no-way-out', reason: error.failure.code, failure: error.failure };
  const reason = reasonOf(error);
  if (timeouts.includes(reason) || error.name === 'TimeoutError') return { trouble: 'timeout', reason };
  if (certificate.test(reason)) return { trouble: 'certificate', reason };
  return { trouble: 'network', reason };
}

/** An error's code, or that of its cause; its name where neither has one. Never its text. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') return code;
  return error.cause instanceof Error ? reasonOf(error.cause) : error.name;
}
