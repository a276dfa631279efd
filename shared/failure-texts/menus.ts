import { type FailureText, say } from './failure-text.ts';
import { menuRuleFailures } from './menu-rules.ts';

/** Why something can't be done with a menu. */
export const menuFailures = {
  ...menuRuleFailures,
  'menu/stale': say(
    '草稿已在别处改过',
    '已载入最新的草稿；请在它上面重新修改。',
    'The draft was changed elsewhere in the meantime',
    'The latest draft is shown now: make the change again there.',
  ),
  'menu/invalid': say('菜单还不能发布：{reason}', '{remedy}', 'The menu cannot be published yet: {reason}', '{remedy}'),
  'menu/empty': say('没有可发布的草稿', '先编辑菜单，再发布。', 'There is no draft to publish', 'Edit the menu first.'),
  'menu/no-version': say(
    '找不到这个版本',
    '刷新版本列表后再选。',
    'There is no such version',
    'Reload the list of versions and choose again.',
  ),
  'menu/conflict': say(
    '线上菜单已被别人改过',
    '先看看线上现在的菜单；确认要覆盖时再发布一次。',
    'The live menu was changed by somebody else',
    'Look at what is live now; publish once more to overwrite it.',
  ),
  'menu/refused': say(
    '平台拒绝了这个菜单（{errcode}）：{reason}',
    '{remedy}',
    'The platform refused the menu ({errcode}): {reason}',
    '{remedy}',
  ),
  'menu/publishing': say('正在发布，请稍候', '等它结束后再试。', 'It is being published', 'Try again when that has ended.'),
  'menu/unsure': say(
    '平台没有答复，不知道这次操作是否生效',
    '为避免重复，没有自动重发。从平台拉取，看看线上现在的菜单，再决定是否重试。',
    'The platform did not answer, so nobody knows whether this was carried out',
    'It was not sent again, so that it is not done twice. Pull from the platform to see what is live, then decide.',
  ),
  'menu/not-published': say(
    '菜单没有发布成功：没有收到平台答复，后来查看，线上不是这个菜单',
    '再发布一次。',
    'The menu was not published: no answer came, and what is live now is not this menu',
    'Publish it again.',
  ),
  'menu/not-deleted': say(
    '菜单没有删除成功：没有收到平台答复，后来查看，菜单还在',
    '再删除一次。',
    'The menu was not deleted: no answer came, and there still is one',
    'Delete it again.',
  ),
  'menu/not-added': say(
    '个性化菜单没有添加成功：没有收到平台答复，后来查看，平台上没有它',
    '再添加一次。',
    'The conditional menu was not added: no answer came, and the platform does not have it',
    'Add it again.',
  ),
  'menu/not-removed': say(
    '个性化菜单没有删除成功：没有收到平台答复，后来查看，它还在',
    '再删除一次。',
    'The conditional menu was not deleted: no answer came, and the platform still has it',
    'Delete it again.',
  ),
  'menu/other-account': say(
    '账号“{id}”已被删除，或换成了另一家企业或公众号',
    '这次操作可能已在原来的企业或公众号上生效，请到它的后台确认；这里没有留下记录。',
    'The account "{id}" was deleted, or is another company\'s by now',
    'This may have been carried out for the one before: look in its console. Nothing of it was kept here.',
  ),
  'menu/conditional-later': say(
    '个性化菜单不能定时发布',
    '去掉菜单里的 matchrule，或在“个性化菜单”里立即添加。',
    'A conditional menu cannot be published later',
    'Remove "matchrule" from the menu, or add it at once under "Conditional".',
  ),
  'menu/past': say('这个时间已经过去', '选择以后的时间，或立即发布。', 'That time has passed', 'Choose a later one, or publish now.'),
  'menu/too-late': say(
    '定时发布的时间最远为一年后',
    '选择近一些的时间。',
    'A menu may be scheduled for a year at the most',
    'Choose an earlier time.',
  ),
  'menu/missed': say(
    '错过了定时发布：到时间时微管没有运行，已超过一天',
    '确认菜单仍然合适，然后立即发布或重新定时。',
    'The scheduled time was missed: Weiguan was not running, and that was more than a day ago',
    'See that the menu is still right, then publish it now or choose another time.',
  ),
  'menu/not-confirmed': say(
    '输入的名称与账号名称不一致',
    '照原样输入账号名称后再删除。',
    'What was typed is not the name of the account',
    'Type its name exactly to delete the menu.',
  ),
  'menu/no-conditional': say(
    '企业微信没有个性化菜单',
    '只有公众号可以按标签或语言显示不同的菜单。',
    'WeCom has no conditional menus',
    'Only an Official Account can show other menus by tag or language.',
  ),
  'menu/no-rule': say(
    '个性化菜单还没有匹配规则',
    '至少选择一个标签、手机系统或语言。',
    'The conditional menu has no rule yet',
    'Choose a tag, a phone system or a language.',
  ),
  'menu/nothing-to-copy': say(
    '账号“{account}”还没有菜单',
    '先编辑一个草稿，或从平台拉取。',
    'The account "{account}" has no menu yet',
    'Edit a draft first, or pull one from the platform.',
  ),
  'menu/json': say(
    '第 {line} 行第 {column} 列：{reason}',
    '改正后再导入；接受 menu/create 的请求体，以及 menu/get、get_current_selfmenu_info 的返回。',
    'Line {line}, column {column}: {reason}',
    'Correct it and import again; the body of menu/create and the answers of menu/get and get_current_selfmenu_info are taken.',
  ),
  'menu/unreadable': say(
    '平台返回的菜单无法识别（{reason}）',
    '稍后再拉取；若一直如此，请在平台后台查看菜单。',
    'The menu that the platform gave cannot be read ({reason})',
    'Pull again later; if that does not help, look at the menu in the web console.',
  ),
} satisfies Record<string, FailureText>;
