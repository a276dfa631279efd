import type { Platform } from '../account.ts';
import type { Localized } from '../language.ts';

/** When people see a menu that was published (protocol reference, 4.4), in the order in which it is told. */
export const menuVisibility: Record<Platform, readonly Localized[]> = {
  wecom: [
    {
      'zh-CN': '成员退出应用会话再进入，一般就能看到新菜单。',
      en: 'Members normally see the new menu when they leave the app’s chat and enter it again.',
    },
    {
      'zh-CN': '企业微信没有公布刷新时间；手机有缓存，最长可能要 24 小时。',
      en: 'WeCom publishes no figure; phones keep a copy, so it may take up to 24 hours.',
    },
    {
      'zh-CN': '在此之前，点旧菜单仍会发送旧的 key。',
      en: 'Until then a tap on the old menu still sends the old key.',
    },
  ],
  'official-account': [
    {
      'zh-CN': '粉丝打开公众号会话或资料页时，如果距上次获取已超过 5 分钟，就会换成新菜单。',
      en: 'Followers get the new menu when they open the chat or the profile, if their copy is older than 5 minutes.',
    },
    {
      'zh-CN': '个别旧版微信最长可能要 24 小时；想立刻看到，可以取消关注后再关注。',
      en: 'An old WeChat may take up to 24 hours; to see it at once, unfollow and follow again.',
    },
    {
      'zh-CN': '在此之前，点旧菜单仍会发送旧的 key。',
      en: 'Until then a tap on the old menu still sends the old key.',
    },
  ],
};
