import { randomBytes } from 'node:crypto';
import type { RequestRecord } from '../store/records.ts';

/** A verification that the doctor sends to itself. */
export interface OwnRequest {
  /** Known to nobody else, so that what carries it is ours. */
  nonce: string;
  /** The path at which it came in; undefined while it has not arrived. */
  arrivedAt(): string | undefined;
}

/** Tells the doctor's own verifications from WeChat's: they verify no account, and put no new Token in use. */
export interface OwnRequests {
  begin(): OwnRequest;
  /** For the listener: whether this is one of ours; notes where it came in. */
  isOwn(request: Pick<RequestRecord, 'path' | 'query'>): boolean;
}

/** One that a slow tunnel delivers late is still ours. */
const remembered = 100;

export function createOwnRequests(): OwnRequests {
  /** Where each came in, by nonce, oldest first. */
  const arrivals = new Map<string, string | undefined>();
  return {
    begin() {
      const nonce = randomBytes(16).toString('hex');
      arrivals.set(nonce, undefined);
      for (const oldest of arrivals.keys()) {
        if (arrivals.size <= remembered) break;
        arrivals.delete(oldest);
      }
      return { nonce, arrivedAt: () => arrivals.get(nonce) };
    },
    isOwn({ path, query: { nonce = '' } }) {
      if (!arrivals.has(nonce)) return false;
      arrivals.set(nonce, path);
      return true;
    },
  };
}
