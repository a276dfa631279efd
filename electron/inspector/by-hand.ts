import type { Holding } from '../../shared/inspection.ts';
import { limits } from '../../shared/limits.ts';
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
  /** Whether a message would wait. One that will not because many wait already is counted. */
  takes(account: string): boolean;
  /** Waits for somebody's answer: undefined where none came in time, the account's messages are not held, or many wait already. */
  wait(message: { id: string; account: string; ms: number }): Promise<HandAnswer | undefined>;
  /** Answers a message that waits: true once that is on disk; false where it does not wait (any more). */
  answer(id: string, written: Pick<HandAnswer, 'text' | 'key'>): Promise<boolean>;
  holding(): Holding;
}

/** Below this there is no time to write anything, in ms. */
const shortestMs = 500;

/** How many did not wait is told so often at the most, in ms: they may be many. */
const tellPassedMs = 500;

export function createByHand({ now, onChange }: ByHandOptions): ByHand {
  const accounts = new Set<string>();
  const waiting = new Map<string, { account: string; until: number; end(written: HandAnswer | undefined): void }>();

  let passed = 0;
  let telling: NodeJS.Timeout | undefined;

  const holding = (): Holding => ({
    passed,
    accounts: [...accounts],
    messages: [...waiting].map(([id, { account, until }]) => ({ id, account, until })),
  });
  const changed = () => {
    clearTimeout(telling);
    telling = undefined;
    onChange(holding());
  };
  /** why a share: who waits keeps a place in the turnstile for seconds, and no account may take all of those */
  const isFull = (account: string) => {
    const held = [...waiting.values()].filter((message) => message.account === account);
    return held.length >= limits.messagesHeld / accounts.size;
  };

  function takes(account: string): boolean {
    if (!accounts.has(account)) return false;
    if (!isFull(account)) return true;
    passed += 1;
    telling ??= setTimeout(changed, tellPassedMs).unref();
    return false;
  }

  return {
    ...{ holding, takes },
    hold(account, on) {
      if (accounts.size === 0) passed = 0;
      if (on) accounts.add(account);
      else {
        accounts.delete(account);
        for (const message of waiting.values()) if (message.account === account) message.end(undefined);
      }
      changed();
    },
    async wait({ id, account, ms }) {
      if (ms < shortestMs || !takes(account)) return undefined;
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
