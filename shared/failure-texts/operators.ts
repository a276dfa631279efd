import { type FailureText, say } from './failure-text.ts';

/** Why somebody was not given a role. */
export const operatorFailures = {
  'operators/role': say('没有“{role}”这个角色', '选择列表里的角色。', 'There is no role "{role}"', 'Choose one of the list.'),
  'operators/code': say(
    '绑定码不对或已过期',
    '请管理员在控制台“人员”里重新生成。',
    'This code is wrong or has expired',
    'Ask the administrator for a new one, made on the People page.',
  ),
} satisfies Record<string, FailureText>;
