import type { Language } from '../../shared/language.ts';
import type { Clock } from '../clock.ts';
import type { EventHub } from '../events.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import { redactingStore } from './redacting-store.ts';
import { openRedaction, type RedactionRoom } from './redaction.ts';
import { openRetention, type RetentionRoom } from './retention.ts';

export interface UpkeepOptions {
  store: Store;
  kept: KeptValues;
  events: Pick<EventHub, 'emit'>;
  clock: Clock;
  dataDir: string;
  language(): Language;
  /** The ids of the accounts there are. */
  accounts(): string[];
  /** Rows of the log that are not what they were. */
  onRowsChanged(ids: string[]): void;
  onBug(error: unknown): void;
}

/** What keeps the log in bounds: how long it goes back, and what must not stand in it. */
export interface Upkeep {
  /** The store that redacts what is written, for all other rooms. */
  store: Store;
  retention: RetentionRoom;
  redaction: RedactionRoom;
  close(): Promise<void>;
}

export function openUpkeep({ events, onRowsChanged, ...options }: UpkeepOptions): Upkeep {
  const { store } = options;
  const redaction = openRedaction({ ...options, onRowsChanged, onChange: (state) => events.emit('redaction.changed', state) });
  const retention = openRetention({ ...options, onChange: (state) => events.emit('retention.changed', state) });
  return {
    store: redactingStore({ store, redactor: redaction.redactor, onRewritten: redaction.leftTraces }),
    retention,
    redaction,
    async close() {
      await retention.close();
      await redaction.close();
    },
  };
}
