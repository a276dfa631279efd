import type { Platform } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { fitCard, type TemplateCard } from '../../shared/template-card.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { cardFields } from './card-fields.ts';
import { buildXml, legalCharacters } from './xml.ts';

export interface Article {
  title: string;
  description?: string;
  picUrl?: string;
  url?: string;
}

/** What a passive reply can be (protocol reference, 2.8). */
export type Reply =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaId: string }
  | { type: 'voice'; mediaId: string }
  | { type: 'video'; mediaId: string; title?: string; description?: string }
  | { type: 'news'; articles: Article[] }
  /** Official Accounts only. */
  | { type: 'music'; thumbMediaId: string; title?: string; description?: string; musicUrl?: string; hqMusicUrl?: string }
  /** Both only in answer to a tap on a template card, and only WeCom: its buttons become one grey word, or it becomes another. */
  | { type: 'update_button'; replaceName: string }
  | { type: 'update_template_card'; card: TemplateCard };

/** Who gets the reply: sender and receiver of the request, changed over. */
export interface ReplyAddress {
  platform: Platform;
  /** UserID or OpenID. */
  toUser: string;
  /** CorpID or `gh_…`. */
  fromUser: string;
  /** Unix time in seconds. */
  createdAt: number;
}

type ReplyOf<T extends Reply['type']> = Extract<Reply, { type: T }>;

/** What each kind of reply holds beside its head. */
const payloads: { [T in Reply['type']]: (reply: ReplyOf<T>) => FieldTree } = {
  text: ({ text }) => ({ Content: cutUtf8(legalCharacters(text), limits.textReplyBytes) }),
  image: ({ mediaId }) => ({ Image: { MediaId: mediaId } }),
  voice: ({ mediaId }) => ({ Voice: { MediaId: mediaId } }),
  video: ({ mediaId, title, description }) => ({ Video: present({ MediaId: mediaId, Title: title, Description: description }) }),
  news: ({ articles }) => ({ ArticleCount: String(articles.length), Articles: { item: articles.map(articleFields) } }),
  music: (reply) => ({
    Music: present({
      Title: reply.title,
      Description: reply.description,
      MusicUrl: reply.musicUrl,
      HQMusicUrl: reply.hqMusicUrl,
      ThumbMediaId: reply.thumbMediaId,
    }),
  }),
  update_button: ({ replaceName }) => ({ Button: { ReplaceName: replaceName } }),
  update_template_card: ({ card }) => ({ TemplateCard: cardFields(fitCard(card)) }),
};

const articleFields = ({ title, description = '', picUrl = '', url = '' }: Article): FieldTree => ({
  Title: title,
  Description: description,
  PicUrl: picUrl,
  Url: url,
});

/** How many articles a passive reply may have (protocol reference, 2.8). */
const articleLimit: Record<Platform, number> = { wecom: 8, 'official-account': 1 };

/**
 * Writes a passive reply as plain XML. A text is cut where the platform would cut it, but never inside a character.
 * Fails with -40011: a kind that the platform has not, or a number of articles that it does not take.
 */
export function buildReply(reply: Reply, to: ReplyAddress): Result<string> {
  const reason = refusalOf(reply, to.platform);
  if (reason !== undefined) return err(failure('wechat/-40011', { reason }));
  const head = { ToUserName: to.toUser, FromUserName: to.fromUser, CreateTime: String(to.createdAt), MsgType: reply.type };
  return ok(buildXml({ ...head, ...payloadOf(reply) }));
}

function payloadOf<T extends Reply['type']>(reply: ReplyOf<T>): FieldTree {
  return payloads[reply.type as T](reply);
}

function refusalOf(reply: Reply, platform: Platform): string | undefined {
  if (reply.type === 'music' && platform === 'wecom') return 'music: official-account';
  if (reply.type.startsWith('update_') && platform === 'official-account') return `${reply.type}: wecom`;
  if (reply.type !== 'news') return undefined;
  const { length } = reply.articles;
  const most = articleLimit[platform];
  return length >= 1 && length <= most ? undefined : `news: ${length} (1–${most})`;
}

function present(fields: Record<string, string | undefined>): FieldTree {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The longest beginning of `text` that fits into so many UTF-8 bytes and ends between two code points. */
export function cutUtf8(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  let size = 0;
  let end = 0;
  for (const character of text) {
    size += utf8Length(character);
    if (size > bytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/** A lone surrogate counts as U+FFFD, which goes out in its place. */
function utf8Length(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
