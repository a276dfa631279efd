import { hash, randomBytes } from 'node:crypto';

/**
 * What each signature came with that covers no more than time and nonce, as that of a plain body does: whoever has seen one
 * could have it say anything. So none is forgotten while it is good, and where there is no room for another it is not taken.
 */
export interface TakenSignatures {
  /**
   * Takes a signature for what it came with.
   * @param until Unix time in s from which on it is too old anyway; infinite where it is good at any age
   * @param now Unix time in s
   */
  take(signed: Signed, content: string, until: number, now: number): 'taken' | 'same' | 'other' | 'full';
}

/** What was signed, as it stood in the query. */
export interface Signed {
  nonce: string;
  timestamp: string;
}

/** So many are known, of all accounts together, in some 70 bytes each. Those that are good at any age push out the oldest. */
const mostKnown = 1_000_000;

export function createTakenSignatures(most = mostKnown): TakenSignatures {
  // why: nobody can look beforehand for two texts that give the same number
  const salt = randomBytes(16).toString('hex');
  const numberOf = (text: string) => Number.parseInt(hash('sha1', salt + text).slice(0, 12), 16);
  const known = new Map<number, number>();
  const ending = new Map<number, number[]>();
  let clearedAt = 0;

  function clear(now: number): void {
    if (clearedAt === now) return;
    clearedAt = now;
    for (const [until, signatures] of ending) {
      if (until > now) continue;
      for (const signature of signatures) known.delete(signature);
      ending.delete(until);
    }
  }

  function makeRoom(until: number): boolean {
    if (known.size < most) return true;
    const [oldest] = known.keys();
    return until === Number.POSITIVE_INFINITY && oldest !== undefined && known.delete(oldest);
  }

  return {
    take(signed, content, until, now) {
      clear(now);
      const signature = numberOf(signedText(signed));
      const [before, number] = [known.get(signature), numberOf(content)];
      if (before !== undefined) return before === number ? 'same' : 'other';
      if (!makeRoom(until)) return 'full';
      known.set(signature, number);
      if (until === Number.POSITIVE_INFINITY) return 'taken';
      const others = ending.get(until);
      if (others) others.push(signature);
      else ending.set(until, [signature]);
      return 'taken';
    },
  };
}

/** As it is signed: without a mark between the two, so that the same signature is good for another nonce beside another time. */
const signedText = ({ nonce, timestamp }: Signed) => (nonce < timestamp ? nonce + timestamp : timestamp + nonce);
