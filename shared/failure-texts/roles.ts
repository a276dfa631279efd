import { type FailureText, say } from './failure-text.ts';

/** Why a role was not saved or removed. */
export const roleFailures = {
  'roles/built-in': say(
    '内置角色不能修改或删除',
    '新建一个角色，按需设置权限。',
    'A built-in role cannot be changed or deleted',
    'Make a role of your own with the rights it needs.',
  ),
  'roles/name': say('已经有名为“{name}”的角色', '换一个名称。', 'There is a role "{name}" already', 'Choose another name.'),
  'roles/in-use': say(
    '还有人的角色是“{name}”：{people}',
    '先在“人员”里给他们换一个角色，再删除。',
    'Somebody still has the role "{name}": {people}',
    'Give them another role in the list of people, then delete it.',
  ),
  'roles/too-many': say(
    '最多 {limit} 个自定义角色',
    '先删除不再使用的角色。',
    'At most {limit} roles of your own',
    'Delete one that is no longer used.',
  ),
  'roles/word-meant': say(
    '“{word}”在已有角色的权限里指的不是同一样东西：{roles}',
    '同一个名字先后给了服务器和分组。给服务器或分组换个名字，或先从这些角色里去掉它，再重新选择。',
    'By the rights of other roles "{word}" means something else: {roles}',
    'A server and a group have had that name. Rename one of them, or take the word out of those roles and choose it anew.',
  ),
  'roles/no-such-wish': say(
    '没有这个命令或这台服务器',
    '它可能刚被删除，重新选择。',
    'There is no such command or server',
    'It may have been deleted just now: choose again.',
  ),
} satisfies Record<string, FailureText>;
