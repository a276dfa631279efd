import type { Result } from '../../shared/result.ts';
import type { CardNews } from '../commands/card-news.ts';
import { mediumOf } from '../commands/parser.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Asked } from './answer-rows.ts';
import { type CardTap, createCardTap } from './card-tap.ts';
import type { Work } from './deliveries.ts';
import type { Turnstile } from './turnstile.ts';

/** A message on its way, with what it asks for. */
export interface Passage extends Asked {
  planned: Result<PlannedCommand> | undefined;
  /** The console has sent it once more. */
  isReplay?: boolean;
  /** Where a card's button asked for it. */
  tap?: CardTap;
}

/** A message before it is in hand. */
export type Entering = Omit<Passage, 'work' | 'tap'>;

export interface InHandOptions {
  turnstile: Turnstile;
  /** Writes down what a tapped card shows from now on, and gives back the response that changes it. */
  tellCard(id: string, passage: Passage, news: CardNews): Promise<string>;
  onBug(error: unknown): void;
}

/** Messages that are being worked on, each under a name that all its deliveries have: so that each is worked on once. */
export interface InHand {
  isEmpty(): boolean;
  find(place: string): Work | undefined;
  /** Enters a new message, until it is done. Undefined where there is no room. */
  tryBegin(place: string, passage: Entering, carryOut: (passage: Passage) => Promise<string>): Work | undefined;
  /** What is on disk already is worked on however much there is in hand. */
  begin(place: string, passage: Entering, carryOut: (passage: Passage) => Promise<string>): Work;
  /** Whether something else of this person's is being worked on. */
  isBusyWith(work: Work): boolean;
  /** Resolves when all that is in hand now is done. */
  idle(): Promise<void>;
}

/** Under which name a message is in hand. */
export const placeOf = ({ account }: CallbackAccount, key: string) => `${account.id} ${key}`;

export function createInHand({ turnstile, tellCard, onBug }: InHandOptions): InHand {
  const works = new Map<string, Work>();

  const begin: InHand['begin'] = (place, passage, carryOut) => {
    const { admitted, from, planned, exchange } = passage;
    const work: Work = {
      at: exchange.at,
      account: from.account.id,
      person: admitted.message.from,
      answer: Promise.resolve(''),
      isStored: true,
      waiting: 0,
      deliveries: 0,
      earlier: 0,
    };
    works.set(place, work);
    const isTap = planned !== undefined && mediumOf(admitted.message) === 'card';
    const tap = isTap && createCardTap((id, news) => tellCard(id, { ...passage, work }, news));
    if (tap) work.early = tap.body;
    work.answer = carryOut({ ...passage, work, ...(tap && { tap }) }).finally(() => works.delete(place));
    return work;
  };

  return {
    begin,
    isEmpty: () => works.size === 0,
    find: (place) => works.get(place),
    tryBegin(place, passage, carryOut) {
      const { exchange, from, planned } = passage;
      const leave = turnstile.enter(from.account.id, planned?.ok ? 'command' : 'chatter', exchange.body.length);
      if (!leave) return undefined;
      const work = begin(place, passage, carryOut);
      work.isStored = false;
      // Deliveries that gave up waiting don't see what becomes of it.
      void work.answer.catch(onBug).then(leave);
      return work;
    },
    isBusyWith: (work) =>
      [...works.values()].some((other) => other !== work && other.account === work.account && other.person === work.person),
    async idle() {
      await Promise.allSettled([...works.values()].map((work) => work.answer));
    },
  };
}
