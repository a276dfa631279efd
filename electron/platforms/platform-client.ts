import type { Logger } from 'pino';
import type { Account } from '../../shared/account.ts';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import type { Contact } from '../../shared/people-api.ts';
import type { PlatformState } from '../../shared/platform.ts';
import type { Result } from '../../shared/result.ts';
import type { CardChange, TemplateCard } from '../../shared/template-card.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Timing } from '../timing.ts';
import type { Egress } from './egress.ts';
import type { HttpTimeouts } from './http.ts';
import type { PlatformMenus } from './menus.ts';
import type { Dial } from './proxy-dial.ts';
import type { OnLimit } from './rate-limiter.ts';
import type { PlatformTemplates } from './templates.ts';
import type { Usage } from './usage.ts';

export interface SendOptions {
  /** Where a limit is reached: wait in the queue, ten minutes at the most, or fail at once. */
  onLimit: OnLimit;
  /**
   * Names the message: the same text sent again to the same person under the same key within four hours arrives once,
   * on the platform that can tell (WeCom; the longest that it allows, protocol reference, 3.3). So a message may be sent
   * again for as long, even after a crash; later it may arrive twice. Without a key a message that may have been sent is
   * never sent again.
   */
  dedupeKey?: string;
}

export interface SentMessage {
  /** The platform's id of it, where it gives one. */
  id?: string;
  /** Of a card: lets it be changed once, within 72 hours (protocol reference, 3.4). */
  responseCode?: string;
}

/** A picture to send, encoded. */
export interface SentPicture {
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/** What the platform says about the account. */
export interface AppCheck {
  /** The app's name in the console; an Official Account tells none. */
  name?: string;
  /** Switched off in the console. */
  disabled: boolean;
}

/** What changed: the state of the access_token, the egress address, or the gauges. */
export type PlatformChange = 'token' | 'egress' | 'gauges';

/**
 * One account's way to its platform's API. No failure, and no line in the log, holds a token or a secret.
 * A failed send was not carried out, except for `platform/unsure`, where nobody knows.
 */
export interface PlatformClient {
  /**
   * Sends a text to one person (UserID or OpenID). A text above 2,048 bytes is refused with 45002, since WeCom would
   * cut it without a word.
   */
  sendText(to: string, text: string, options: SendOptions): Promise<Result<SentMessage>>;
  /**
   * Uploads a picture and sends it to one person, as `sendText` does. Above 10 MB it is refused with 40006, what is no PNG
   * or JPEG with 40005, both without a call. Under one key it is uploaded once; only as long as this client lives, so that
   * after a crash a picture that had arrived already may arrive twice.
   */
  sendPicture(to: string, picture: SentPicture, options: SendOptions): Promise<Result<SentMessage>>;
  /**
   * Sends a template card to one person, as `sendText` does, cut to the platform's limits. Fails with `platform/no-cards`
   * where the platform has none.
   */
  sendCard(to: string, card: TemplateCard, options: SendOptions): Promise<Result<SentMessage>>;
  /** Sends entries to choose from to one person, as `sendText` does. Of Official Accounts only. */
  sendMenu?(to: string, menu: ChoiceMenu, options: SendOptions): Promise<Result<SentMessage>>;
  /**
   * Changes a card that these persons have (up to 1,000), by the code that came with its sending or with a tap on it. A
   * code that was used or is too old fails with 60140; a change that reaches none of them fails as a sending would.
   */
  updateCard(to: readonly string[], responseCode: string, change: CardChange, options: Pick<SendOptions, 'onLimit'>): Promise<Result<null>>;
  /** For so long the platform swallows a message that comes again under its key, in ms; 0 where it never does. */
  readonly swallowsRepeatsMs: number;
  /**
   * Whether the platform gives out an access_token for the credentials at this moment. An Official Account's address and
   * AppSecret are looked at then only (protocol reference, 3.2): a token that is still good says nothing of either.
   */
  checkCredentials(): Promise<Result<null>>;
  /** Whether the credentials belong together and calls come through. */
  checkApp(): Promise<Result<AppCheck>>;
  /** The members whom a WeCom app may see, up to a bound. An Official Account has no such list. */
  contacts?(): Promise<Result<{ contacts: Contact[]; isCut: boolean }>>;
  readonly menus: PlatformMenus;
  /** Of Official Accounts only. */
  readonly templates?: PlatformTemplates;
  /** Where callbacks come from: addresses, or ranges such as `101.226.103.*`. */
  callbackIps(): Promise<Result<string[]>>;
  state(): PlatformState;
  /** The returned function ends it. */
  onChange(listener: (change: PlatformChange, state: PlatformState) => void): () => void;
  /** To be called when the Secret was changed: what was got with the old one is forgotten. */
  credentialsChanged(): Promise<void>;
  /**
   * Calls that wait or only read fail with `platform/closed`, and so does each new one. Those that change something and were
   * sent already are waited for, for a few seconds.
   */
  close(): Promise<void>;
}

export interface PlatformClientOptions {
  /** With its way out. */
  account: Account;
  /** Holds `account/<id>/api-secret` and `…/proxy-password`, and gets `…/access-token`. */
  secrets: SecretStore;
  timing: Timing;
  log: Logger;
  /** What the account has used of its limits before this client; nothing where it is absent. */
  usage?: Usage;
  /** What is known of the account's egress address; nothing where it is absent. */
  egress?: Egress;
  /** For the way out through ssh. */
  dial?: Dial | undefined;
  /** Authorities trusted besides the known ones, in PEM: those of a private deployment. */
  ca?: string | undefined;
  timeouts?: Partial<HttpTimeouts>;
}

/** A text message holds so many bytes of UTF-8 on either platform (protocol reference, 3.3 and 6.1). */
export const textBytes = 2048;
