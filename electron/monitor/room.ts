import type { Account } from '../../shared/account.ts';
import type { Language } from '../../shared/language.ts';
import type { Monitor, MonitorImport, MonitorTrial, MonitorView } from '../../shared/monitor/monitor.ts';
import type { MonitorSecretsDraft } from '../../shared/monitor/monitor-secrets.ts';
import type { Result } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import type { EventHub } from '../events.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { Store } from '../store/store.ts';
import type { MonitorRecord } from '../store/tables/monitors.ts';
import type { Timing } from '../timing.ts';
import type { Alarms } from './alarms.ts';
import type { Check, CheckTools } from './check.ts';
import type { Incidents } from './incidents.ts';
import type { Notices, NoticesOptions } from './notices/notices.ts';
import type { OwnNetwork } from './own-network.ts';

export interface MonitorRoomOptions {
  store: Store;
  kept: KeptValues;
  events: Pick<EventHub, 'emit' | 'listen'>;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  tools: Omit<CheckTools, 'secretHeaders'>;
  secrets: Secrets;
  language(): Language;
  operators(): readonly Operator[];
  addressee: NoticesOptions['addressee'];
  accounts(): readonly Account[];
  canSendLater(account: { id: string }): boolean;
  /** Messages that are new in the log, and in the outbox. */
  onQueued(ids: string[]): void;
  onBug(error: unknown): void;
  /** For tests. */
  makeCheck?: (monitor: Monitor, tools: CheckTools) => Check;
  ownNetwork?: OwnNetwork;
  onStart?: (lateMs: number) => void;
  undoMs?: number;
}

/** All monitors, what came of their checks, and who is told. Changes are made one at a time. */
export interface MonitorRoom {
  incidents: Incidents;
  notices: Notices;
  /** For the chat. */
  alarms: Alarms;
  list(): MonitorView[];
  records(): MonitorRecord[];
  /** `secrets` are the values of secret headers that were typed. */
  save(monitor: Monitor, isNew: boolean, secrets?: MonitorSecretsDraft): Promise<Result<MonitorView>>;
  remove(ids: readonly string[]): Promise<Result<null>>;
  restore(ids: readonly string[]): Promise<Result<MonitorView[]>>;
  edit(ids: readonly string[], change: (monitor: Monitor) => Monitor): Promise<Result<null>>;
  mute(ids: readonly string[], until: number | null): Promise<Result<null>>;
  tryOut(monitor: Monitor, secrets?: MonitorSecretsDraft): Promise<Result<MonitorTrial>>;
  check(ids: readonly string[]): void;
  clone(id: string): Promise<Result<MonitorView>>;
  exportFile(ids: readonly string[] | undefined): { fileName: string; text: string };
  readImport(text: string): Result<MonitorImport>;
  addAll(monitors: readonly Monitor[]): Promise<Result<{ added: number }>>;
  newToken(): string;
  /** A job has reported under a token; false where there is no such. */
  pushed(token: string, report: { ok: boolean; text: string; ms?: number }): boolean;
  /** What was seen until now is on disk when it resolves. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
