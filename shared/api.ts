import { z } from 'zod';
import { AccountId } from './account.ts';
import { AccountDraft, AccountSecretsDraft } from './account-draft.ts';
import type { AccountView, SecretsState } from './account-view.ts';
import { CheckId, type DoctorReport } from './doctor.ts';
import { Language } from './language.ts';
import { limits } from './limits.ts';
import type { MessageDetail, MessageItem, MessagePage } from './message-log.ts';
import type { MinuteCount, Overview } from './overview.ts';
import type { PlatformState } from './platform.ts';
import type { Result } from './result.ts';
import { type Phone, PhoneAction } from './simulator.ts';
import { TunnelConfig, type TunnelState } from './tunnel.ts';

/** One call: the schema that its input is parsed with, and (as a type only) what it answers. */
interface Call<Input extends z.ZodType, Output> {
  input: Input;
  /** Only its type is used. */
  output: Output;
}

/** `out<T>()` names an output type; at run time there is nothing in it. */
const out = <T>() => undefined as T;
const call = <Input extends z.ZodType, Output>(input: Input, output: Output): Call<Input, Output> => ({ input, output });

const nothing = z.object({}).strict();
const id = z.string().regex(/^\d{1,19}$/, 'a message id');

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
  /** Newest first; `before` is the `next` of the page before. */
  'messages.page': call(
    z.object({ limit: z.number().int().min(1).max(limits.messagesPerPage).default(100), before: id.optional() }),
    out<MessagePage>(),
  ),
  'messages.get': call(z.object({ id }), out<MessageDetail>()),
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
  'accounts.copy': call(z.object({ id: AccountId, secret: z.enum(['token', 'encodingAesKey']) }).strict(), out<null>()),
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
  'settings.get': call(nothing, out<Settings>()),
  'settings.set': call(Settings.partial(), out<Settings>()),
};

/**
 * Every event stream, once: its name and what it carries. Events of a busy moment are joined into one delivery: at
 * most one a frame (16 ms), so that the page does not stutter.
 */
export interface Events {
  /** Rows that are new or have changed; a later version of a row replaces the earlier one. */
  'messages.changed': MessageItem[];
  /** The overview as it is now. */
  'overview.changed': Overview;
  /** The phones that have changed. */
  'simulator.changed': Phone[];
  /** All accounts as they are now. */
  'accounts.changed': AccountView[];
  'platforms.changed': PlatformState[];
  'tunnel.changed': TunnelState;
  'doctor.changed': DoctorReport;
  'settings.changed': Settings;
}

export type CallName = keyof typeof api;
export type CallInput<Name extends CallName> = z.input<(typeof api)[Name]['input']>;
export type CallOutput<Name extends CallName> = (typeof api)[Name]['output'];
export type EventName = keyof Events;

/** The names of the streams, for the carrier that must know them before any event comes. */
export const eventNames = [
  'messages.changed',
  'overview.changed',
  'simulator.changed',
  'accounts.changed',
  'platforms.changed',
  'tunnel.changed',
  'doctor.changed',
  'settings.changed',
] as const satisfies EventName[];

/** What a carrier (preload script or HTTP client) offers to the page. */
export interface WeiguanBridge {
  /** Never rejects: what went wrong stands in the result. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>;
  /** Listens to one stream; the returned function ends that. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /** Whether the carrier reaches the gateway; called at once with the present state, then at each change. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Which carrier this is, and the system it runs on, for key names and window controls. */
  host: { kind: 'electron' | 'browser'; os: 'windows' | 'macos' | 'linux' };
}
