import { say } from '../language.ts';

/** What to do about an AppSecret that nobody has any more. */
export const lostAppSecret = say(
  'AppSecret 只在重置时显示一次：没有留存就在微信后台重置，再填到这里（其他在用的系统也要换）。',
  'An AppSecret is shown once only, when it is reset: where it was not kept, reset it in the WeChat console and enter the new one here and in other systems that use it.',
);
