import { z } from 'zod';
import type { Platform } from './account.ts';

/** Which platform's chats show menus to choose from. */
export const hasChoiceMenus: Record<Platform, boolean> = { wecom: false, 'official-account': true };

const Text = z.string().max(4096);

/**
 * A `msgmenu`, with the names of its JSON (protocol reference, 3.7): a text with entries to tap. The tapped one comes back as
 * its text, with its id as `bizmsgmenuid`.
 */
export const ChoiceMenu = z.object({
  head_content: Text,
  list: z
    .array(z.object({ id: z.string().min(1).max(64), content: Text.min(1) }))
    .min(1)
    .max(20),
  tail_content: Text,
});
export type ChoiceMenu = z.infer<typeof ChoiceMenu>;

/** All that a person reads of it, in lines. */
export const choiceMenuText = ({ head_content: head, list, tail_content: tail }: ChoiceMenu): string =>
  [head, ...list.map(({ content }) => content), tail].join('\n');
