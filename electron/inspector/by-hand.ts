import type { Holding } from '../../shared/inspection.ts';
import type { HandAnswer } from '../callback/command-turns.ts';

export interface ByHandOptions {
  now(): number;
  onChange(holding: Holding): void;
}

/**
 * "Answer by hand": messages of an account that run nothing wait as long as their response may, so that the admin can
 * answer in it.
 */
export interface ByHand {
  /** Switches it on or off for an account. What waits when it is switched off is let go. */
  hold(account: string, on: boolean): void;
  isHeld(account: string): boolean;
  /** Waits for somebody's answer: undefined where none came in time, or the account's messages are not held. */
  wait(message: { id: string; account: string; ms: number }): Promise<HandAnswer | undefined>;
  /** Answers a message that waits: true once that is on disk; false where it does not wait (any more). */
  answer(id: string, written: Pick<HandAnswer, 'text' | 'key'>): Promise<boolean>;
  holding(): Holding;
}

/** Below this there is no time to write anything, in ms. */
const shortestMs = 500;

export function createByHand({ now, onChange }: ByHandOptions): ByHand {
  const accounts = new Set<string>();
  const waiting = new Map<string, { account: string; until: number; end(written: HandAnswer | undefined): void }>();

  const holding = (): Holding => ({
    accounts: [...accounts],
    messages: [...waiting].map(([id, { account, until }]) => ({ id, account, until })),
  });
  const changed = () => onChange(holding());

  return {
    holding,
    isHeld: (account) => accounts.has(account),
    hold(account, on) {
      if (on) accounts.add(account);
      else {
        accounts.delete(account);
        for (const message of waiting.values()) if (message.account === account) message.end(undefined);
      }
      changed();
    },
    async wait({ id, account, ms }) {
      if (!accounts.has(account) || ms < shortestMs) return undefined;
      return new Promise<HandAnswer | undefined>((resolve) => {
        const end = (answer: HandAnswer | undefined) => {
          clearTimeout(timer);
          // At once: a second answer in the same moment would be lost here, and has to go another way.
          waiting.delete(id);
          resolve(answer);
          changed();
        };
        const timer = setTimeout(end, ms, undefined);
        waiting.set(id, { account, until: now() + ms, end });
        changed();
      });
    },
    async answer(id, written) {
      const message = waiting.get(id);
      return message ? new Promise((resolve) => message.end({ ...written, kept: () => resolve(true) })) : false;
    },
  };
}
