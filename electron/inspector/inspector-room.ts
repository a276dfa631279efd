import { randomBytes } from 'node:crypto';
import type { Language } from '../../shared/language.ts';
import type { AccountRoom } from '../../shared/reply-allowance.ts';
import type { Operator } from '../../shared/role.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import type { Pipeline } from '../callback/pipeline.ts';
import type { Clock } from '../clock.ts';
import type { EventHub } from '../events.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../store/store.ts';
import { createAllowance } from './allowance.ts';
import type { ByHand } from './by-hand.ts';
import { type ChooseFile, createExports, type Exports, type ExportsOptions } from './export/exports.ts';
import { createInspector, type Inspector } from './inspector.ts';
import { createOperatorMessages, type OperatorMessages } from './operator-messages.ts';
import { createStatistics, type StatisticsRoom } from './statistics/statistics-room.ts';

export interface InspectorRoomOptions {
  store: Store;
  events: EventHub;
  clock: Clock;
  pipeline: Pick<Pipeline, 'planReplay' | 'replay'>;
  outbox: Pick<Outbox, 'nudge'>;
  byHand: ByHand;
  account(id: string): CallbackAccount | undefined;
  operators(): readonly Operator[];
  canSendLater(account: CallbackAccount['account']): boolean;
  /** What the account may still send to anybody, where that is limited and known. */
  room(account: CallbackAccount['account']): AccountRoom | undefined;
  /** Where this program listens for callbacks, without the path. */
  listenerUrl(): string;
  replayWindowSeconds: number;
  /** Asks where an export is to go, where there is a window for that. */
  chooseFile?: ChooseFile | undefined;
  /** The program's, for what is exported. */
  version: string;
  language(): Language;
  showLooks: ExportsOptions['showLooks'];
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
  onBug(error: unknown): void;
}

/** What an admin does with the log: answer, replay, write to operators, export, add up. */
export interface InspectorRoom {
  inspector: Inspector;
  operatorMessages: OperatorMessages;
  exports: Exports;
  statistics: StatisticsRoom;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export function openInspectorRoom(options: InspectorRoomOptions): InspectorRoom {
  const { store, events, clock, language } = options;
  const exports = createExports({ ...options, now: clock.now });
  const allowance = createAllowance(options);
  const statistics = createStatistics({ store, events, now: clock.now, language });
  return {
    ...{ exports, statistics },
    inspector: createInspector({
      ...options,
      ...{ allowance, random: randomBytes, shell: process.platform === 'win32' ? 'powershell' : 'posix' },
    }),
    operatorMessages: createOperatorMessages({ ...options, allowance }),
    async close() {
      await Promise.all([statistics.close(), exports.close()]);
    },
  };
}
