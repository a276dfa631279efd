import { z } from 'zod';
import type { Platform } from './account.ts';

/** What the sandbox's person does on the phone. */
export const PhoneAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(2048) }),
  z.object({ kind: z.literal('tap'), key: z.string().min(1).max(128) }),
  z.object({ kind: z.literal('image') }),
  z.object({ kind: z.literal('voice'), transcript: z.string().max(2048).optional() }),
  z.object({ kind: z.literal('location') }),
  z.object({ kind: z.literal('enter') }),
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
  /** `text`, `image`, `voice`, `video`, `news`, `music`, `location`, `tap`, `notice`: how to draw it. */
  kind: string;
  /**
   * What stands in it: of `tap` the button's name, of a voice its transcript (or nothing), of `location` the place, of
   * `news` a title and a description for each article, articles parted by a blank line; of the account's files the
   * title and description, else the media id; of pictures nothing.
   */
  text: string;
  /** What an `image` of the account's shows, as a data URL; absent where it was too large to keep, or long ago. */
  picture?: string;
  /** Unix time in ms. */
  at: number;
  /** Deliveries of what the person sent. Empty for the account's bubbles. */
  attempts: DeliveryAttempt[];
}

/** A button of the menu at the bottom of the chat. Either `key` or `children`. */
export interface PhoneMenuButton {
  name: string;
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
