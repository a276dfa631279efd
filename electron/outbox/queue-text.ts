import { messageParts } from '../callback/answers.ts';
import type { Store } from '../store/store.ts';

/** A text that is no answer to a message of its own. */
export interface TextToQueue {
  account: string;
  person: string;
  text: string;
  /** Names it: queued twice under one key it is sent once. */
  key: string;
  /** Unix time in ms. */
  at: number;
}

/** Puts a text into the outbox, on disk, in as many parts as it needs. Gives back the rows' ids; the outbox wants a nudge then. */
export function queueText(store: Store, { key, text, ...to }: TextToQueue): Promise<string[]> {
  const parts = messageParts(text);
  return Promise.all(parts.map((part, index) => store.do('messages.addActive', { ...to, key: `${key} ${index}`, text: part })));
}
