import type { Platform } from '../account.ts';
import type { Localized } from '../language.ts';

/** What a button can hold besides its type and its name. */
export const buttonFields = ['key', 'url', 'appid', 'pagepath', 'media_id', 'article_id'] as const;
export type ButtonField = (typeof buttonFields)[number];

/** A type of button (protocol reference, 4.3). */
export interface ButtonType {
  type: string;
  title: Localized;
  /** What a tap does, in a few words. */
  does: Localized;
  /** All of them are needed, in the order in which the platform's documentation has them. */
  fields: readonly ButtonField[];
  platforms: readonly Platform[];
  /** The platform advises against it. */
  deprecated?: true;
  /** Only an Official Account that WeChat has verified may use it. */
  needsVerified?: true;
  /** The event that a tap sends, by platform; absent where the account learns nothing of it. */
  event?: Partial<Record<Platform, string>>;
}

const title = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });
const both: readonly Platform[] = ['wecom', 'official-account'];
const official: readonly Platform[] = ['official-account'];
const sends = (type: string) => ({ wecom: type, 'official-account': type });

/** Every type of button of both platforms, in the order in which they are offered. */
export const buttonTypes: readonly ButtonType[] = [
  {
    type: 'click',
    title: title('发送指令', 'Send a key'),
    does: title('把 key 发给账号，可以执行命令', 'Sends its key to the account; it can run a command'),
    fields: ['key'],
    platforms: both,
    event: { wecom: 'click', 'official-account': 'CLICK' },
  },
  {
    type: 'view',
    title: title('打开网页', 'Open a page'),
    does: title('在微信里打开链接', 'Opens a link in WeChat'),
    fields: ['url'],
    platforms: both,
    event: { wecom: 'view', 'official-account': 'VIEW' },
  },
  {
    type: 'scancode_waitmsg',
    title: title('扫码并等待回复', 'Scan, wait for an answer'),
    does: title(
      '扫码后把内容发给账号，界面等待回复；可以扫服务器标签',
      'Sends what was scanned and waits for the answer; good for server labels',
    ),
    fields: ['key'],
    platforms: both,
    event: sends('scancode_waitmsg'),
  },
  {
    type: 'scancode_push',
    title: title('扫码', 'Scan'),
    does: title('手机先显示扫码结果（或打开网址），再把内容发给账号', 'The phone shows the result or opens the address, and sends it'),
    fields: ['key'],
    platforms: both,
    event: sends('scancode_push'),
  },
  {
    type: 'pic_sysphoto',
    title: title('拍照', 'Take a photo'),
    does: title('打开相机，照片发给账号', 'Opens the camera and sends the photo'),
    fields: ['key'],
    platforms: both,
    event: sends('pic_sysphoto'),
  },
  {
    type: 'pic_photo_or_album',
    title: title('拍照或相册', 'Photo or album'),
    does: title('让用户选择拍照或相册', 'Lets the person choose between camera and album'),
    fields: ['key'],
    platforms: both,
    event: sends('pic_photo_or_album'),
  },
  {
    type: 'pic_weixin',
    title: title('微信相册', 'Album'),
    does: title('打开微信相册，图片发给账号', 'Opens the album and sends the pictures'),
    fields: ['key'],
    platforms: both,
    event: sends('pic_weixin'),
  },
  {
    type: 'location_select',
    title: title('选择位置', 'Pick a place'),
    does: title('打开地图，所选位置发给账号', 'Opens the map and sends the place'),
    fields: ['key'],
    platforms: both,
    event: sends('location_select'),
  },
  {
    type: 'view_miniprogram',
    title: title('打开小程序', 'Open a Mini Program'),
    does: title('打开与企业关联的小程序', 'Opens a Mini Program linked to the corp'),
    fields: ['pagepath', 'appid'],
    platforms: ['wecom'],
    event: { wecom: 'view_miniprogram' },
  },
  {
    type: 'miniprogram',
    title: title('打开小程序', 'Open a Mini Program'),
    does: title('打开关联的小程序；旧版微信改为打开网页', 'Opens a linked Mini Program; an old WeChat opens the page instead'),
    fields: ['url', 'appid', 'pagepath'],
    platforms: official,
    needsVerified: true,
    event: { 'official-account': 'view_miniprogram' },
  },
  {
    type: 'media_id',
    title: title('发送永久素材', 'Send an asset'),
    does: title('平台直接下发素材，账号收不到事件', 'The platform sends a permanent asset; the account learns nothing of it'),
    fields: ['media_id'],
    platforms: official,
  },
  {
    type: 'article_id',
    title: title('发送已发布图文', 'Send an article'),
    does: title('平台直接下发已发布的图文', 'The platform sends a published article'),
    fields: ['article_id'],
    platforms: official,
  },
  {
    type: 'article_view_limited',
    title: title('打开已发布图文', 'Open an article'),
    does: title('直接打开已发布的图文', 'Opens a published article'),
    fields: ['article_id'],
    platforms: official,
  },
  {
    type: 'view_limited',
    title: title('打开图文素材', 'Open an article asset'),
    does: title('打开永久图文素材', 'Opens a permanent article'),
    fields: ['media_id'],
    platforms: official,
    deprecated: true,
  },
];

/** Types that the web console of Official Accounts makes and the API does not take (protocol reference, 4.1). */
export const websiteTypes: readonly string[] = ['text', 'img', 'voice', 'video', 'news'];

/** The type of this name, whatever platform it is of. */
export const buttonTypeOf = (type: string | undefined): ButtonType | undefined => buttonTypes.find((known) => known.type === type);
