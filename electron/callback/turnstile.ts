/** What an overload is measured by: messages that are being worked on, and their bytes. */
interface Load {
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

const nothing: Load = { messages: 0, bytes: 0 };

export function createTurnstile(most: Load): Turnstile {
  const byAccount = new Map<string, Load>();
  const all: Load = { ...nothing };

  function hasRoom(own: Load | undefined, urgency: Urgency, bytes: number): boolean {
    const share = urgency === 'command' ? 1 : chatterShare;
    if (all.messages >= most.messages * share || all.bytes + bytes > most.bytes * share) return false;
    const accounts = byAccount.size + (own ? 0 : 1);
    const { messages: ownMessages, bytes: ownBytes } = own ?? nothing;
    // One account alone may fill the room to the place that a second one would need.
    const isMany = all.messages >= most.messages * crowdedFrom && ownMessages >= (most.messages * share) / Math.max(accounts, 4 / 3);
    // Usual messages don't come near: so there is room for the chatter of one account more as well.
    const isMuch = all.bytes >= most.bytes * crowdedFrom && ownBytes >= (most.bytes * share) / (accounts + 1);
    return !isMany && !isMuch;
  }

  return {
    enter(account, urgency, bytes) {
      const known = byAccount.get(account);
      if (!hasRoom(known, urgency, bytes)) return undefined;
      const own = known ?? { ...nothing };
      if (!known) byAccount.set(account, own);
      add(own, 1, bytes);
      add(all, 1, bytes);
      return () => {
        add(own, -1, -bytes);
        add(all, -1, -bytes);
        if (own.messages === 0) byAccount.delete(account);
      };
    },
  };
}

function add(load: Load, messages: number, bytes: number): void {
  load.messages += messages;
  load.bytes += bytes;
}
