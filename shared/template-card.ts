import { z } from 'zod';
import type { Platform } from './account.ts';

/** Which platform's chats show template cards. */
export const hasCards: Record<Platform, boolean> = { wecom: true, 'official-account': false };

const Text = z.string().max(4096);
/** Opens a page where it is tapped; `type` 1. Mini programs (2) are none of ours. */
const CardAction = z.object({ type: z.literal(1), url: Text });

/**
 * A template card as the platform takes it, with the names of its JSON (protocol reference, 3.4). Of its kinds those two
 * that we send: one to read, and one with buttons.
 */
export const TemplateCard = z.object({
  card_type: z.enum(['text_notice', 'button_interaction']),
  /** Above the title; colour 0 grey, 1 black, 2 red, 3 green. */
  source: z.object({ icon_url: Text.optional(), desc: Text.optional(), desc_color: z.number().int().min(0).max(3).optional() }).optional(),
  /** Behind the card's corner; wants a `task_id`. */
  action_menu: z
    .object({
      desc: Text.optional(),
      action_list: z
        .array(z.object({ text: Text, key: Text }))
        .min(1)
        .max(20),
    })
    .optional(),
  /** Names the card among all of its app. */
  task_id: Text.optional(),
  main_title: z.object({ title: Text.optional(), desc: Text.optional() }),
  quote_area: z
    .object({ type: z.number().int().optional(), url: Text.optional(), title: Text.optional(), quote_text: Text.optional() })
    .optional(),
  emphasis_content: z.object({ title: Text.optional(), desc: Text.optional() }).optional(),
  sub_title_text: Text.optional(),
  /** Lines of a name and a value; `type` 1 makes the value a link. */
  horizontal_content_list: z
    .array(z.object({ keyname: Text, value: Text.optional(), type: z.number().int().optional(), url: Text.optional() }))
    .max(20)
    .optional(),
  jump_list: z
    .array(z.object({ type: z.number().int().optional(), title: Text, url: Text.optional() }))
    .max(20)
    .optional(),
  /** What a tap on the card as a whole does; a `text_notice` must have one. */
  card_action: CardAction.optional(),
  /** Style 1 to 4; 1 is the platform's blue one. A tap comes back as an event with the button's key. */
  button_list: z
    .array(z.object({ text: Text, key: Text, style: z.number().int().min(1).max(4).optional() }))
    .max(20)
    .optional(),
  /** Of an update: one grey button that can't be tapped stands in the place of all. */
  replace_text: Text.optional(),
});
export type TemplateCard = z.infer<typeof TemplateCard>;

/** What a card becomes: its buttons make room for one grey word, or all of it is another card (protocol reference, 2.8 and 3.4). */
export type CardChange = { button: { replace_name: string } } | { template_card: TemplateCard };

/** How much room a text has: in Chinese characters, or in bytes of UTF-8. */
type Room = { characters: number } | { bytes: number };
/** A text, the fields of an object, or a list of at most so many. */
type Rule = Room | { fields: Record<string, Rule> } | { most: number; each: Rule };

const characters = (count: number): Room => ({ characters: count });
const bytes = (count: number): Room => ({ bytes: count });
const fields = (rules: Record<string, Rule>): Rule => ({ fields: rules });
const list = (most: number, each: Record<string, Rule>): Rule => ({ most, each: fields(each) });

/**
 * The protocol reference (3.4) has the bytes, and of most texts the advised number of Chinese characters, beyond which a
 * phone shows nothing. It has none for what a quote, an action menu or a replaced button says: these are ours.
 */
const cardRule = fields({
  source: fields({ desc: characters(20) }),
  action_menu: fields({ desc: characters(20), action_list: list(3, { text: characters(10), key: bytes(1024) }) }),
  task_id: bytes(128),
  main_title: fields({ title: characters(36), desc: characters(44) }),
  quote_area: fields({ title: characters(20), quote_text: characters(160) }),
  emphasis_content: fields({ title: characters(14), desc: characters(22) }),
  sub_title_text: characters(160),
  horizontal_content_list: list(6, { keyname: characters(5), value: characters(30) }),
  jump_list: list(3, { title: characters(18) }),
  button_list: list(6, { text: characters(10), key: bytes(1024) }),
  replace_text: characters(16),
});

/** The card within the platform's limits: texts and lists that are too long are cut, nothing is refused. */
export function fitCard(card: TemplateCard): TemplateCard {
  // Each rule gives back what it was given, of the same shape.
  const fitted = within(card, cardRule) as TemplateCard;
  const { task_id: task } = fitted;
  return task === undefined ? fitted : { ...fitted, task_id: task.replace(/[^0-9A-Za-z_@-]/g, '_') };
}

/** The same for what a card becomes. */
export function fitChange(change: CardChange): CardChange {
  if ('template_card' in change) return { template_card: fitCard(change.template_card) };
  return { button: { replace_name: cutToRoom(change.button.replace_name, characters(16)) } };
}

function within(value: unknown, rule: Rule): unknown {
  if (value === undefined) return undefined;
  if ('most' in rule) return Array.isArray(value) ? value.slice(0, rule.most).map((entry) => within(entry, rule.each)) : value;
  if (!('fields' in rule)) return typeof value === 'string' ? cutToRoom(value, rule) : value;
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, part]) => [name, name in rule.fields ? within(part, rule.fields[name] as Rule) : part]));
}

/** What is cut shows it by an ellipsis; what is counted in bytes is no text that people read. */
function cutToRoom(text: string, room: Room): string {
  const isText = 'characters' in room;
  const most = isText ? room.characters : room.bytes;
  const size = isText ? widthOf : bytesOf;
  const parts = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  if (parts.reduce((sum, part) => sum + size(part), 0) <= most) return text;
  const mark = isText ? '…' : '';
  let left = most - size(mark);
  const end = parts.findIndex((part) => {
    left -= size(part);
    return left < 0;
  });
  return parts.slice(0, end).join('').trimEnd() + mark;
}

/** Two Latin letters take the room of one Chinese character. */
const widthOf = (part: string) => (/^[\u{20}-\u{7e}\u{a0}-\u{24f}…·]/u.test(part) || part === '' ? 0.5 * part.length : 1);

function bytesOf(part: string): number {
  let size = 0;
  for (const character of part) {
    const code = character.codePointAt(0) ?? 0;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}

/** All that a person reads on a card, in lines, for a log: its buttons in brackets. */
export function cardText(card: TemplateCard): string {
  const { main_title: title, emphasis_content: emphasis, quote_area: quote } = card;
  const buttons = card.replace_text === undefined ? (card.button_list ?? []).map(({ text }) => text) : [card.replace_text];
  const lines = [
    ...[title.title, title.desc, emphasis?.title, emphasis?.desc, quote?.title, quote?.quote_text],
    ...(card.horizontal_content_list ?? []).map(
      ({ keyname, value = '' }) => `${keyname}${/\p{Script=Han}/u.test(keyname) ? '：' : ': '}${value}`,
    ),
    card.sub_title_text,
    ...(card.jump_list ?? []).map((jump) => jump.title),
    buttons.map((text) => `[${text}]`).join(' '),
  ];
  return lines.filter((line) => line).join('\n');
}
