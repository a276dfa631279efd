import { hash, randomBytes } from 'node:crypto';

/**
 * What each signature came with that covers no more than time and nonce, as that of a plain body does: whoever has seen one
 * could have it say anything. So none is forgotten while it is good, and where there is no room for another it is not taken.
 */
export interface TakenSignatures {
  /**
   * Takes a signature for what it came with.
   * @param until Unix time in s from which on it is too old anyway; infinite where it is good at any age
   */
  take(signed: Signed, content: string, until: number, now: Moment): 'taken' | 'same' | 'other' | 'full';
}

/** What was signed, as it stood in the query, and for whom it came. */
export interface Signed {
  account: string;
  nonce: string;
  timestamp: string;
}

/** By both clocks, in s: the one that is set now and then, and the one that never jumps. */
export interface Moment {
  unix: number;
  elapsed: number;
}

/**
 * So many are known, of all accounts together, in some 70 bytes each; an account that holds less than its share still finds
 * room beyond, so twice as many at the most. Those that are good at any age push out the oldest.
 */
const mostKnown = 1_000_000;

export function createTakenSignatures(most = mostKnown): TakenSignatures {
  // why: nobody can look beforehand for two texts that give the same number
  const salt = randomBytes(16).toString('hex');
  const numberOf = (text: string) => Number.parseInt(hash('sha1', salt + text).slice(0, 12), 16);
  const known = new Map<number, number>();
  const ending = new Map<number, Ending>();
  /** How many of an account are in `ending`. */
  const held = new Map<string, number>();
  let clearedAt = 0;

  function hold(account: string, more: number): void {
    const count = (held.get(account) ?? 0) + more;
    if (count > 0) held.set(account, count);
    else held.delete(account);
  }

  function clear({ unix, elapsed }: Moment): void {
    if (clearedAt === unix) return;
    clearedAt = unix;
    for (const [until, { notBefore, ofAccounts }] of ending) {
      if (until > unix || notBefore > elapsed) continue;
      for (const [account, signatures] of ofAccounts) {
        for (const signature of signatures) known.delete(signature);
        hold(account, -signatures.length);
      }
      ending.delete(until);
    }
  }

  function makeRoom(account: string, until: number): boolean {
    if (known.size < most) return true;
    const [oldest] = known.keys();
    if (until === Number.POSITIVE_INFINITY) return oldest !== undefined && known.delete(oldest);
    const own = held.get(account) ?? 0;
    return own < most / (held.size + (own === 0 ? 1 : 0));
  }

  function forgetAt(until: number, account: string, signature: number, { unix, elapsed }: Moment): void {
    const group = ending.get(until) ?? { notBefore: 0, ofAccounts: new Map<string, number[]>() };
    ending.set(until, group);
    group.notBefore = Math.max(group.notBefore, elapsed + until - unix);
    const others = group.ofAccounts.get(account);
    if (others) others.push(signature);
    else group.ofAccounts.set(account, [signature]);
    hold(account, 1);
  }

  return {
    take(signed, content, until, now) {
      clear(now);
      const signature = numberOf(signedText(signed));
      const [before, number] = [known.get(signature), numberOf(content)];
      if (before !== undefined) return before === number ? 'same' : 'other';
      if (!makeRoom(signed.account, until)) return 'full';
      known.set(signature, number);
      if (until !== Number.POSITIVE_INFINITY) forgetAt(until, signed.account, signature, now);
      return 'taken';
    },
  };
}

/** Signatures that are too old from the same second on. */
interface Ending {
  /** By the clock that never jumps: the other may be ahead for a while, and then they are good once more. */
  notBefore: number;
  ofAccounts: Map<string, number[]>;
}

/** As it is signed: without a mark between the two, so that the same signature is good for another nonce beside another time. */
export const signedText = ({ nonce, timestamp }: Pick<Signed, 'nonce' | 'timestamp'>) =>
  nonce < timestamp ? nonce + timestamp : timestamp + nonce;
