import type { Platform } from '../../shared/account.ts';
import { limits } from '../../shared/limits.ts';
import type { PhoneBubble } from '../../shared/simulator.ts';
import type { CardChange } from '../../shared/template-card.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { readCard } from '../wechat/card-fields.ts';
import { textOf, treeOf, treesOf } from '../wechat/fields.ts';
import type { SandboxAccount } from './account.ts';
import { problemOfChange } from './card-rules.ts';
import { cutToBytes } from './message.ts';
import type { Phrase, Problem } from './phrases.ts';
import { openReply, type SigningKeys } from './signer.ts';

/** What a reply shows on the phone: a bubble, or a tapped card as it is from now on. A notice that the simulator words itself comes as a phrase. */
export type ShownReply = { kind: PhoneBubble['kind']; text: string | Problem } | { change: CardChange };

/** What the platform makes of a body that came with status 200. */
export type Judgement = { outcome: 'empty' } | { outcome: 'replied'; reply?: ShownReply } | { outcome: 'bad-reply'; problem: Problem };

const bad = (phrase: Phrase, params: Record<string, string> = {}): Judgement => ({ outcome: 'bad-reply', problem: { phrase, params } });

/**
 * Judges the answer to a message: nothing, `success`, or a passive reply, which must be sealed for this account,
 * addressed to the person, and of a kind that the platform knows. Source: protocol reference, 1.5, 2.7, 2.8.
 */
export function judgeReply(account: SandboxAccount, keys: SigningKeys, message: FieldTree, body: string): Judgement {
  if (body === '' || body === 'success') return { outcome: 'empty' };
  const opened = openReply(account, keys, body);
  if (!opened.ok) return { outcome: 'bad-reply', problem: opened.error };
  const reply = opened.value;
  for (const [name, expected] of Object.entries(swapped(message))) {
    if (textOf(reply, name) !== expected) return bad('wrongField', { name, expected });
  }
  if (!/^\d+$/.test(textOf(reply, 'CreateTime'))) return bad('lacks', { name: 'CreateTime' });
  const type = textOf(reply, 'MsgType');
  const kind = Object.hasOwn(replyKinds, type) ? replyKinds[type] : undefined;
  if (!kind?.platforms.includes(account.platform)) return bad('unknownKind', { type });
  return kind.show(reply, { platform: account.platform, message });
}

/** A reply goes back to where its message came from. */
function swapped(message: FieldTree): Record<string, string> {
  return { ToUserName: textOf(message, 'FromUserName'), FromUserName: textOf(message, 'ToUserName') };
}

interface ReplyContext {
  platform: Platform;
  /** What is replied to. */
  message: FieldTree;
}

interface ReplyKind {
  platforms: Platform[];
  show(reply: FieldTree, context: ReplyContext): Judgement;
}

const both: Platform[] = ['wecom', 'official-account'];
const shown = (kind: string, text: string | Problem): Judgement => ({ outcome: 'replied', reply: { kind, text } });

/** A kind that shows a file of the platform's media store. */
const media = (kind: string, element: string): ReplyKind => ({
  platforms: both,
  show(reply) {
    const parts = treeOf(reply, element);
    const mediaId = textOf(parts, 'MediaId');
    if (mediaId === '') return bad('lacks', { name: `${element}/MediaId` });
    return shown(kind, lines(textOf(parts, 'Title'), textOf(parts, 'Description')) || mediaId);
  },
});

/** Every kind of passive reply, by its MsgType (protocol reference, 2.8). */
const replyKinds: Record<string, ReplyKind> = {
  text: { platforms: both, show: showText },
  image: media('image', 'Image'),
  voice: media('voice', 'Voice'),
  video: media('video', 'Video'),
  music: {
    platforms: ['official-account'],
    show(reply) {
      const music = treeOf(reply, 'Music');
      if (textOf(music, 'ThumbMediaId') === '') return bad('lacks', { name: 'Music/ThumbMediaId' });
      return shown('music', lines(textOf(music, 'Title'), textOf(music, 'Description')));
    },
  },
  news: { platforms: both, show: showNews },
  // The person sees nothing of it: somebody else will answer.
  transfer_customer_service: { platforms: ['official-account'], show: () => ({ outcome: 'replied' }) },
  update_button: {
    platforms: ['wecom'],
    show: (reply, context) =>
      cardChanged('update_button', { button: { replace_name: textOf(treeOf(reply, 'Button'), 'ReplaceName') } }, context),
  },
  update_taskcard: { platforms: ['wecom'], show: (reply) => buttonUpdated(treeOf(reply, 'TaskCard')) },
  update_template_card: {
    platforms: ['wecom'],
    show(reply, context) {
      const card = readCard(treeOf(reply, 'TemplateCard'));
      return card ? cardChanged('update_template_card', { template_card: card }, context) : bad('lacks', { name: 'TemplateCard' });
    },
  },
};

/** Only a tap on a card is answered with what the card becomes. */
function cardChanged(type: string, change: CardChange, { message }: ReplyContext): Judgement {
  if (textOf(message, 'Event') !== 'template_card_event') return bad('unknownKind', { type });
  const problem = problemOfChange(change);
  return problem ? bad('wrongCard', { name: problem.errmsg }) : { outcome: 'replied', reply: { change } };
}

const buttonUpdated = (button: FieldTree): Judgement =>
  shown('notice', { phrase: 'buttonUpdated', params: { name: textOf(button, 'ReplaceName') } });

/** WeCom cuts a text that is too long; an Official Account does not show it. */
function showText(reply: FieldTree, { platform }: ReplyContext): Judgement {
  const text = textOf(reply, 'Content');
  if (text === '') return bad('lacks', { name: 'Content' });
  if (platform === 'wecom') return shown('text', cutToBytes(text, limits.textReplyBytes));
  const tooLong = Buffer.byteLength(text) > limits.textReplyBytes;
  return tooLong ? bad('textTooLong', { limit: String(limits.textReplyBytes) }) : shown('text', text);
}

/** An Official Account shows one article where a person wrote something, and up to eight after events. */
function showNews(reply: FieldTree, { platform, message }: ReplyContext): Judgement {
  const articles = treesOf(treeOf(reply, 'Articles'), 'item');
  const limit = platform === 'official-account' && message.MsgType !== 'event' ? 1 : 8;
  const counted = textOf(reply, 'ArticleCount') === String(articles.length);
  if (!counted || articles.length < 1 || articles.length > limit) return bad('articleCount', { limit: String(limit) });
  return shown('news', articles.map((article) => lines(textOf(article, 'Title'), textOf(article, 'Description'))).join('\n\n'));
}

const lines = (...texts: string[]) => texts.filter((text) => text !== '').join('\n');
