/** What an overload is measured by: messages that are being worked on, and their bytes. */
export interface TurnstileLimits {
  messages: number;
  bytes: number;
}

/** Commands come before chatter: a message that runs nothing is the first to be turned away. */
export type Urgency = 'command' | 'chatter';

/** Bounds what is in hand at the same time, with a fair share for each account. */
export interface Turnstile {
  /** Lets a message in; undefined where there is no room for it. The function is to be called once, when it is done. */
  enter(account: string, urgency: Urgency, bytes: number): (() => void) | undefined;
}

/** Chatter may fill so much of the room; the rest is for commands. */
const chatterShare = 0.75;
/** Once the room is filled so far, no account may hold more than its share. */
const crowdedFrom = 0.5;

export function createTurnstile({ messages, bytes: mostBytes }: TurnstileLimits): Turnstile {
  const byAccount = new Map<string, number>();
  let total = 0;
  let bytesInHand = 0;

  function hasRoom(account: string, urgency: Urgency, bytes: number): boolean {
    const share = urgency === 'command' ? 1 : chatterShare;
    if (total >= messages * share || bytesInHand + bytes > mostBytes * share) return false;
    if (total < messages * crowdedFrom) return true;
    const accounts = byAccount.size + (byAccount.has(account) ? 0 : 1);
    // One account alone may fill the room to the place that a second one would need.
    return (byAccount.get(account) ?? 0) < (messages * share) / Math.max(accounts, 4 / 3);
  }

  return {
    enter(account, urgency, bytes) {
      if (!hasRoom(account, urgency, bytes)) return undefined;
      byAccount.set(account, (byAccount.get(account) ?? 0) + 1);
      total += 1;
      bytesInHand += bytes;
      return () => {
        const left = (byAccount.get(account) ?? 1) - 1;
        if (left === 0) byAccount.delete(account);
        else byAccount.set(account, left);
        total -= 1;
        bytesInHand -= bytes;
      };
    },
  };
}
