import { z } from 'zod';
import type { Platform } from './account.ts';
import type { ChoiceMenu } from './choice-menu.ts';
import type { TemplateCard } from './template-card.ts';

/** What the sandbox's person does on the phone. */
export const PhoneAction = z.discriminatedUnion('kind', [
  /** Typed; or an entry of a menu that was tapped, with its id. */
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(2048), menuChoice: z.string().max(64).optional() }),
  /** Of a menu button: what it sends, its type where that is not the type of the button that sends this, and what is scanned. */
  z.object({
    kind: z.literal('tap'),
    key: z.string().min(1).max(1024),
    type: z.string().max(32).optional(),
    scanned: z.string().max(1024).optional(),
  }),
  z.object({ kind: z.literal('image') }),
  z.object({ kind: z.literal('voice'), transcript: z.string().max(2048).optional() }),
  z.object({ kind: z.literal('location') }),
  z.object({ kind: z.literal('enter') }),
  /** A tap on the button with this key of the card in this bubble. */
  z.object({ kind: z.literal('card'), bubble: z.string().max(32), key: z.string().min(1).max(1024) }),
]);
export type PhoneAction = z.infer<typeof PhoneAction>;

/** One try of the simulated platform to deliver something to the callback URL. */
export interface DeliveryAttempt {
  /** 1, 2, 3. */
  number: number;
  /** Unix time in ms. */
  at: number;
  /** How long it took, in ms; absent while it is under way. */
  ms?: number;
  /** HTTP status; absent while it is under way or where no answer came. */
  status?: number;
  outcome: 'pending' | 'replied' | 'empty' | 'timeout' | 'refused' | 'unreachable' | 'bad-reply';
  /** What was wrong, in a few words, for outcomes that failed. */
  problem?: string;
}

/** A bubble of the phone's chat. */
export interface PhoneBubble {
  id: string;
  side: 'person' | 'account';
  /** `text`, `image`, `voice`, `video`, `news`, `music`, `location`, `tap`, `card`, `card-tap`, `menu`, `template`, `notice`: how to draw it. */
  kind: string;
  /**
   * What stands in it: of `tap` and `card-tap` the button's name, of a voice its transcript (or nothing), of `location` the place, of
   * `news` a title and a description for each article, articles parted by a blank line; of the account's files the
   * title and description, else the media id; of pictures, cards and menus to choose from nothing.
   */
  text: string;
  /** What an `image` of the account's shows, as a data URL; absent where it was too large to keep, or long ago. */
  picture?: string;
  /** What a `card` or a `template` message shows at this moment: its buttons can't be tapped any more where it has a `replace_text`. */
  card?: TemplateCard;
  /** What a `menu` lets the person choose from. */
  menu?: ChoiceMenu;
  /** Unix time in ms. */
  at: number;
  /** Deliveries of what the person sent. Empty for the account's bubbles. */
  attempts: DeliveryAttempt[];
}

/** A button of the menu at the bottom of the chat. Either `key` or `children`. */
export interface PhoneMenuButton {
  name: string;
  /** As in the platform's own menus; `click` where it is absent. */
  type?: string;
  /** What a tap sends: its key, link or page. */
  key?: string;
  children?: PhoneMenuButton[];
}

/** One simulated phone, looking at one account. */
export interface Phone {
  /** Id of the account whose chat is open. */
  account: string;
  platform: Platform;
  accountName: string;
  /** UserID or OpenID of the person. */
  person: string;
  personName: string;
  menu: PhoneMenuButton[];
  bubbles: PhoneBubble[];
}
