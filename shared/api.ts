import { z } from 'zod';
import { AccountId } from './account.ts';
import { AccountDraft, AccountSecretsDraft } from './account-draft.ts';
import { type AccountView, callbackSecretNames, type SecretsState } from './account-view.ts';
import { call, out } from './api-call.ts';
import { commandApi } from './command-api.ts';
import { desktopApi } from './desktop-api.ts';
import { CheckId, type DoctorReport } from './doctor.ts';
import type { ExportState } from './export.ts';
import type { Holding } from './inspection.ts';
import { Language } from './language.ts';
import { lastHourApi, type TargetSample } from './last-hour.ts';
import { limits } from './limits.ts';
import { logApi } from './log-api.ts';
import { menuApi } from './menu/menu-api.ts';
import type { MenuState } from './menu/menu-state.ts';
import type { MessageItem } from './message-log.ts';
import { monitorApi, monitorEventNames } from './monitor/monitor-api.ts';
import type { MonitorEvents } from './monitor/monitor-events.ts';
import { statusPageApi } from './monitor/status-page-api.ts';
import type { NetworkScan } from './network-scan.ts';
import type { MinuteCount, Overview } from './overview.ts';
import { peopleApi } from './people-api.ts';
import type { PlatformState } from './platform.ts';
import {
  RedactionRule,
  RedactionRules,
  type RedactionState,
  redactionLimits,
  type StoredRun,
  StoredWish,
  type Trial,
} from './redaction.ts';
import type { Result } from './result.ts';
import { type Forecast, Retention, type RetentionState } from './retention.ts';
import type { Operator, Role } from './role.ts';
import type { Run, RunOutput } from './run.ts';
import type { SavedScript } from './script.ts';
import { type Phone, PhoneAction } from './simulator.ts';
import type { TargetView } from './target.ts';
import { targetApi } from './target-api.ts';
import { templateApi } from './template-api.ts';
import { TunnelConfig, type TunnelState } from './tunnel.ts';

const nothing = z.object({}).strict();

/** How the console looks and which language the gateway speaks. */
export const Settings = z.object({
  language: Language,
  theme: z.enum(['system', 'light', 'dark']),
});
export type Settings = z.infer<typeof Settings>;

/**
 * The contract between the page (or a program) and the gateway: every call, once.
 * Electron carries it over IPC, headless over HTTP as `POST /api/<call>`.
 */
export const api = {
  'overview.get': call(nothing, out<Overview>()),
  /** The last `minutes` minutes, oldest first, without gaps. */
  'overview.rate': call(z.object({ minutes: z.number().int().min(1).max(1440).default(60) }), out<MinuteCount[]>()),
  ...logApi,
  ...commandApi,
  'simulator.phones': call(nothing, out<Phone[]>()),
  /** Answers as soon as the platform has taken the act; what comes of it follows as `simulator.changed`. */
  'simulator.act': call(z.object({ account: z.string().max(64), action: PhoneAction }), out<{ bubble: string }>()),
  /** Empties the chat on the phone; the message log keeps everything. */
  'simulator.clear': call(z.object({ account: z.string().max(64) }), out<null>()),
  'accounts.list': call(nothing, out<{ accounts: AccountView[]; secrets: SecretsState; clipboard: boolean }>()),
  'accounts.add': call(z.object({ account: AccountDraft, secrets: AccountSecretsDraft.default({}) }).strict(), out<AccountView>()),
  /** A new Token or EncodingAESKey of an account in use waits until WeChat has verified it; the old one counts until then. */
  'accounts.edit': call(z.object({ account: AccountDraft, secrets: AccountSecretsDraft.default({}) }).strict(), out<AccountView>()),
  'accounts.duplicate': call(z.object({ id: AccountId, newId: AccountId }).strict(), out<AccountView>()),
  'accounts.enable': call(z.object({ id: AccountId, enabled: z.boolean() }).strict(), out<AccountView>()),
  /** `typed` must be the account's name. Its secrets go with it; the message log stays. */
  'accounts.delete': call(z.object({ id: AccountId, typed: z.string().max(64) }).strict(), out<null>()),
  /** Makes a new Token and EncodingAESKey, to be copied into WeChat's console. */
  'accounts.generate': call(z.object({ id: AccountId }).strict(), out<AccountView>()),
  /** Puts the newest one on the system's clipboard, so that no secret ever enters the page. */
  'accounts.copy': call(z.object({ id: AccountId, secret: z.enum(callbackSecretNames) }).strict(), out<null>()),
  /** With a passphrase the secrets are in it, sealed; without one there are none in it. */
  'accounts.export': call(
    z.object({ id: AccountId, passphrase: z.string().min(8).max(256).optional() }).strict(),
    out<{ fileName: string; text: string }>(),
  ),
  'accounts.import': call(
    z
      .object({ text: z.string().max(limits.apiBodyBytes / 2), passphrase: z.string().max(256).optional(), id: AccountId.optional() })
      .strict(),
    out<AccountView>(),
  ),
  /** How each account stands with its platform. */
  'platforms.list': call(nothing, out<PlatformState[]>()),
  /** Asks the platform whether the credentials belong together. */
  'platforms.check': call(z.object({ id: AccountId }).strict(), out<{ name?: string; disabled: boolean }>()),
  'tunnel.get': call(nothing, out<{ config: TunnelConfig; state: TunnelState }>()),
  /** Takes the new configuration at once. The password, passphrase or token (of cloudflared), where one is given, goes to the secrets. */
  'tunnel.set': call(
    z.object({ config: TunnelConfig, password: z.string().min(1).max(512).optional() }).strict(),
    out<{ config: TunnelConfig; state: TunnelState }>(),
  ),
  /** Tries at once instead of waiting for the next attempt. */
  'tunnel.start': call(nothing, out<TunnelState>()),
  'tunnel.stop': call(nothing, out<TunnelState>()),
  /** Forgets the key that the ssh server showed first, and tries again: the one that it shows next is trusted. */
  'tunnel.forgetHostKey': call(nothing, out<TunnelState>()),
  /** The new public URL has been entered in WeChat's console. */
  'tunnel.acknowledge': call(nothing, out<TunnelState>()),
  /** What was found last of each account, since the gateway started. */
  'doctor.last': call(nothing, out<DoctorReport[]>()),
  /** Answers when all checks are through; the report grows as `doctor.changed`. */
  'doctor.run': call(z.object({ account: AccountId, only: z.array(CheckId).optional() }).strict(), out<DoctorReport>()),
  ...targetApi,
  ...peopleApi,
  ...lastHourApi,
  ...menuApi,
  'retention.get': call(nothing, out<RetentionState>()),
  /** What exceeds the new bounds is deleted for good, bit by bit; see `retention.forecast`. */
  'retention.set': call(z.object({ retention: Retention }).strict(), out<RetentionState>()),
  /** What would go. Null where a later forecast of the same asker, a page, took its place. */
  'retention.forecast': call(z.object({ retention: Retention, asker: z.uuid() }).strict(), out<Forecast | null>()),
  'redaction.get': call(nothing, out<RedactionState>()),
  /** All rules at once; they count for what comes in from now on. */
  'redaction.set': call(z.object({ rules: RedactionRules }).strict(), out<RedactionState>()),
  /** What a rule would do to a sample and to the last messages. */
  'redaction.try': call(
    z.object({ rule: RedactionRule, sample: z.string().max(redactionLimits.sampleChars).default('') }).strict(),
    out<Trial>(),
  ),
  /**
   * Counts what the rules match of all that is stored, or redacts it for good, where the number that the admin typed is
   * still that of the last count; how far it is follows as `redaction.changed`.
   */
  'redaction.goThrough': call(StoredWish, out<StoredRun>()),
  'redaction.stop': call(nothing, out<null>()),
  ...monitorApi,
  ...templateApi,
  ...statusPageApi,
  ...desktopApi,
  'settings.get': call(nothing, out<Settings>()),
  'settings.set': call(Settings.partial(), out<Settings>()),
};

/**
 * Every event stream, once: its name and what it carries. Events of a busy moment are joined into one delivery: at
 * most one a frame (16 ms), so that the page does not stutter.
 */
export interface Events extends MonitorEvents {
  /** Rows that are new or have changed; a later version of a row replaces the earlier one. */
  'messages.changed': MessageItem[];
  /** Which accounts are answered by hand, and which messages wait for that. */
  'holding.changed': Holding;
  /** The export as it is now. */
  'exports.changed': ExportState;
  /** How much of the log has been gone through, from 0 to 1. */
  'statistics.progress': { id: string; share: number };
  /** Runs that are new or have changed; a later version takes the place of an earlier one. */
  'runs.changed': Run[];
  /** What running commands print. */
  'runs.output': RunOutput[];
  'operators.changed': Operator[];
  /** All roles as they are now. */
  'roles.changed': Role[];
  'hold.changed': { held: boolean };
  'scripts.changed': SavedScript[];
  /** The overview as it is now. */
  'overview.changed': Overview;
  /** The phones that have changed. */
  'simulator.changed': Phone[];
  /** All accounts as they are now. */
  'accounts.changed': AccountView[];
  'platforms.changed': PlatformState[];
  'tunnel.changed': TunnelState;
  'doctor.changed': DoctorReport;
  /** All targets as they are now. */
  'targets.changed': TargetView[];
  /** The search for machines as it is now. */
  'targets.scanned': NetworkScan;
  /** Samples that were just taken. */
  'lastHour.sampled': TargetSample[];
  /** The menus that have changed, each as it is now. */
  'menus.changed': MenuState[];
  'retention.changed': RetentionState;
  'redaction.changed': RedactionState;
  'settings.changed': Settings;
}

export type CallName = keyof typeof api;
export type CallInput<Name extends CallName> = z.input<(typeof api)[Name]['input']>;
export type CallOutput<Name extends CallName> = (typeof api)[Name]['output'];
export type EventName = keyof Events;

/** The names of the streams, for the carrier that must know them before any event comes. */
export const eventNames = [
  ...monitorEventNames,
  'messages.changed',
  'holding.changed',
  'exports.changed',
  'statistics.progress',
  'runs.changed',
  'runs.output',
  'operators.changed',
  'roles.changed',
  'hold.changed',
  'scripts.changed',
  'overview.changed',
  'simulator.changed',
  'accounts.changed',
  'platforms.changed',
  'tunnel.changed',
  'doctor.changed',
  'targets.changed',
  'targets.scanned',
  'lastHour.sampled',
  'menus.changed',
  'retention.changed',
  'redaction.changed',
  'settings.changed',
] as const satisfies EventName[];

/** What a carrier (preload script or HTTP client) offers to the page. */
export interface WeiguanBridge {
  /** Never rejects: what went wrong stands in the result. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>;
  /** Listens to one stream; the returned function ends that. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /**
   * Says whether the page shows the log from now on. One that doesn't may hear of a flood of rows by the newest of them
   * only, which is what it lists.
   */
  showLog(shown: boolean): void;
  /** What saves what is not saved yet when the program is about to end; it waits for that a moment. The returned function ends it. */
  beforeEnd(save: () => Promise<unknown>): () => void;
  /** Whether the carrier reaches the gateway; called at once with the present state, then at each change. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Which carrier this is, and the system it runs on, for key names and window controls. */
  host: { kind: 'electron' | 'browser'; os: 'windows' | 'macos' | 'linux' };
}
