import type { Language } from '../../../shared/language.ts';
import type { Incident } from '../../../shared/monitor/incident.ts';
import type { Store } from '../../store/store.ts';
import type { Timing } from '../../timing.ts';
import { cardChange } from './notice-card.ts';

export interface CardChangesOptions {
  store: Pick<Store, 'do'>;
  timing: Pick<Timing, 'now'>;
  language(): Language;
  /** An incident as it is now, as far as it is known. */
  incident(number: number): Incident | undefined;
  onQueued(ids: string[]): void;
}

/** Who has a card of an incident sees that somebody takes care of it, or that it is over. */
export interface CardChanges {
  change(incident: Incident): Promise<void>;
  /** Changes those that had not arrived when their incidents changed, of this one too. */
  later(incident: Incident): void;
  /** The incidents of which cards are still to be changed. */
  late(): readonly Incident[];
}

/** Knows as well which cards an earlier run of the program has left unchanged. */
export async function openCardChanges({ store, timing, language, incident: known, onQueued }: CardChangesOptions): Promise<CardChanges> {
  const late = new Map<number, Incident>();
  for (const number of await store.do('notices.withWaitingCards')) {
    const found = await store.do('incidents.get', { number });
    if (found && cardChange(found.incident, language())) late.set(number, found.incident);
  }
  return {
    async change(seen) {
      const { number } = seen;
      // It may have gone on while something of it was written down.
      const change = cardChange(known(number) ?? seen, language());
      if (!change) return;
      const { messageIds, waiting } = await store.do('notices.changeCards', { incident: number, at: timing.now(), change });
      // A card can be changed when it has arrived.
      if (waiting > 0) late.set(number, known(number) ?? seen);
      else late.delete(number);
      if (messageIds.length > 0) onQueued(messageIds);
    },
    later: (incident) => void late.set(incident.number, incident),
    late: () => [...late.values()],
  };
}
