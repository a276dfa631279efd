import { z } from 'zod';
import { Language } from './language.ts';
import { limits } from './limits.ts';
import type { MessageDetail, MessageItem, MessagePage } from './message-log.ts';
import type { MinuteCount, Overview } from './overview.ts';
import type { Result } from './result.ts';
import { type Phone, PhoneAction } from './simulator.ts';

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
  'settings.changed': Settings;
}

export type CallName = keyof typeof api;
export type CallInput<Name extends CallName> = z.input<(typeof api)[Name]['input']>;
export type CallOutput<Name extends CallName> = (typeof api)[Name]['output'];
export type EventName = keyof Events;

/** The names of the streams, for the carrier that must know them before any event comes. */
export const eventNames = ['messages.changed', 'overview.changed', 'simulator.changed', 'settings.changed'] as const satisfies EventName[];

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
