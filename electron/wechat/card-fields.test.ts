import { expect, test } from 'vitest';
import type { TemplateCard } from '../../shared/template-card.ts';
import { must } from '../../shared/test-result.ts';
import { cardFields, readCard } from './card-fields.ts';
import { treeOf } from './fields.ts';
import { buildReply } from './replies.ts';
import { parseXml } from './xml.ts';

const address = { platform: 'wecom', toUser: 'zhangsan', fromUser: 'wx1', createdAt: 1_700_000_000 } as const;

/** With every field that there is. */
const card: TemplateCard = {
  card_type: 'button_interaction',
  source: { icon_url: 'https://example.com/i.png', desc: '微管', desc_color: 2 },
  action_menu: { desc: '更多', action_list: [{ text: '静默', key: 'cmd:静默 1' }] },
  task_id: 'confirm-1',
  main_title: { title: '确认执行：重启 ]]> <web-01>', desc: '17:25:30 前有效' },
  quote_area: { type: 1, url: 'https://example.com', title: '引用', quote_text: '原文' },
  emphasis_content: { title: '3', desc: '台' },
  sub_title_text: '也可以回复',
  horizontal_content_list: [{ keyname: '服务器', value: 'web-01', type: 1, url: 'https://example.com' }],
  jump_list: [{ type: 1, title: '详情', url: 'https://example.com' }],
  card_action: { type: 1, url: 'https://example.com' },
  button_list: [
    { text: '确认', style: 1, key: 'cmd:确认 1234' },
    { text: '取消', style: 2, key: 'cmd:取消 1234' },
  ],
  replace_text: '已过期',
};

function written(reply: Parameters<typeof buildReply>[0]) {
  const xml = must(buildReply(reply, address));
  return { xml, fields: must(parseXml(xml)) };
}

test('a card comes out of the XML as it went in', () => {
  expect(readCard(treeOf(written({ type: 'update_template_card', card }).fields, 'TemplateCard'))).toEqual(card);
});

test('lists are repeated elements without a wrapper, and numbers stand bare', () => {
  const { xml, fields } = written({ type: 'update_template_card', card });
  expect(fields).toMatchObject({ MsgType: 'update_template_card', ToUserName: 'zhangsan', FromUserName: 'wx1' });
  expect(xml.match(/<ButtonList>/g)).toHaveLength(2);
  expect(xml).toContain('<DescColor>2</DescColor>');
  expect(cardFields(card)).toMatchObject({
    CardType: 'button_interaction',
    ActionMenu: { ActionList: [{ Text: '静默', Key: 'cmd:静默 1' }] },
    HorizontalContentList: [{ KeyName: '服务器', Value: 'web-01' }],
    ReplaceText: '已过期',
  });
});

test('a tapped card’s buttons become one word', () => {
  expect(written({ type: 'update_button', replaceName: '已确认 · 张三' }).fields).toMatchObject({
    MsgType: 'update_button',
    Button: { ReplaceName: '已确认 · 张三' },
  });
});

test('an Official Account has neither', () => {
  for (const reply of [{ type: 'update_button', replaceName: 'x' } as const, { type: 'update_template_card', card } as const]) {
    expect(buildReply(reply, { ...address, platform: 'official-account' })).toMatchObject({ ok: false, error: { code: 'wechat/-40011' } });
  }
});

test.each([{}, { CardType: 'vote_interaction', MainTitle: { Title: 'x' } }, { CardType: 'text_notice' }])('%j is no card', (fields) => {
  expect(readCard(fields)).toBeUndefined();
});
