import type { Platform } from '../account.ts';
import type { ButtonPlace } from './button-place.ts';
import type { ButtonField, ButtonType } from './button-types.ts';
import { bytesOf } from './measure.ts';
import type { MenuProblem } from './menu-problem.ts';
import { problem } from './rule-text.ts';

/** What is wrong with the fields that a button's type needs (protocol reference, 4.2 and 4.3). */
export const fieldProblems = (place: ButtonPlace, type: ButtonType): MenuProblem[] =>
  type.fields.flatMap((field) => rules[field](place, field, type));

type FieldRule = (place: ButtonPlace, field: ButtonField, type: ButtonType) => MenuProblem[];

/** The reference names no errcode for these: they are refused as any parameter that is empty (6.1 and 6.2). */
const emptyParameter: Record<Platform, number> = { wecom: 40063, 'official-account': 40035 };

const needed =
  (errcode?: number): FieldRule =>
  ({ button, path, account }, field, { title }) =>
    (button[field] ?? '') === ''
      ? [problem('menu/field-missing', [...path, field], errcode ?? emptyParameter[account.platform], { field, title })]
      : [];

const rules: Record<ButtonField, FieldRule> = {
  key: keyProblems,
  url: urlProblems,
  appid: needed(),
  pagepath: needed(),
  media_id: needed(40007),
  article_id: needed(),
};

function keyProblems({ button: { key = '' }, path, limits, isSub }: ButtonPlace): MenuProblem[] {
  const at = [...path, 'key'];
  const errcode = isSub ? 40026 : 40019;
  if (key === '') return [problem('menu/key-missing', at, errcode)];
  const bytes = bytesOf(key);
  return bytes > limits.keyBytes ? [problem('menu/key-long', at, errcode, { bytes: String(bytes), most: String(limits.keyBytes) })] : [];
}

function urlProblems({ button: { url = '' }, path, limits, isSub, account }: ButtonPlace): MenuProblem[] {
  const at = [...path, 'url'];
  const errcode = isSub ? 40027 : 40020;
  if (url === '') return [problem('menu/url-missing', at, errcode)];
  const bytes = bytesOf(url);
  if (bytes > limits.urlBytes) return [problem('menu/url-long', at, errcode, { bytes: String(bytes), most: String(limits.urlBytes) })];
  return isLink(url, account.platform) ? [] : [problem('menu/url-scheme', at, isSub ? 40054 : 40055)];
}

/** WeCom takes a payment link of WeChat's too. */
const isLink = (url: string, platform: Platform) =>
  /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url) || (platform === 'wecom' && url.startsWith('weixin://wxpay/bizpayurl'));
