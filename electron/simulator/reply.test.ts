import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EncryptionMode } from '../../shared/account.ts';
import type { PhoneAction } from '../../shared/simulator.ts';
import { replyXml, sealedReply } from '../../test/support/oracle-callback.ts';
import { buildXml } from '../wechat/xml.ts';
import { messageOf } from './message.ts';
import { inWords } from './phrases.ts';
import type { SandboxAccount } from './platform.ts';
import { judgeReply } from './reply.ts';
import { sandboxAccounts } from './sandbox.ts';
import { signingKeys } from './signer.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
const stamp = { now: 1_700_000_000_000, msgId: '4561255354251345929', mediaId: 'm', picUrl: 'http://127.0.0.1/m' };

const actions: Record<'text' | 'tap' | 'card', PhoneAction> = {
  text: { kind: 'text', text: '状态' },
  tap: { kind: 'tap', key: 'k' },
  card: { kind: 'card', bubble: '1', key: 'k' },
};

/** What the person sees after a reply with this payload to a text, or to a tap in the menu or on a card. */
function judge(account: SandboxAccount, payload: string, trigger: keyof typeof actions = 'text') {
  const message = messageOf(account, actions[trigger], stamp);
  const judged = judgeReply(account, signingKeys(account), message, sealedReply(account, replyXml(buildXml(message), payload)));
  if (judged.outcome === 'bad-reply') return inWords(judged.problem, 'zh-CN');
  if (judged.outcome === 'empty' || !judged.reply) return undefined;
  if ('change' in judged.reply) return judged.reply.change;
  return [judged.reply.kind, typeof judged.reply.text === 'string' ? judged.reply.text : inWords(judged.reply.text, 'zh-CN')];
}

const type = (name: string) => `<MsgType><![CDATA[${name}]]></MsgType>`;
const article = (title: string) => `<item><Title><![CDATA[${title}]]></Title><Description><![CDATA[说明]]></Description></item>`;
const news = (count: number, said = count) =>
  `${type('news')}<ArticleCount>${said}</ArticleCount><Articles>${Array.from({ length: count }, (_, i) => article(`第${i + 1}条`)).join('')}</Articles>`;

describe('a reply shows on the phone', () => {
  test.each([wecom, official])('of every kind that $name knows', (account) => {
    expect(judge(account, `${type('text')}<Content><![CDATA[好\n<a href="http://x">x</a>]]></Content>`)).toEqual([
      'text',
      '好\n<a href="http://x">x</a>',
    ]);
    expect(judge(account, `${type('image')}<Image><MediaId>i1</MediaId></Image>`)).toEqual(['image', 'i1']);
    expect(judge(account, `${type('voice')}<Voice><MediaId>v1</MediaId></Voice>`)).toEqual(['voice', 'v1']);
    expect(
      judge(account, `${type('video')}<Video><MediaId>d1</MediaId><Title>标题</Title><Description>说明</Description></Video>`),
    ).toEqual(['video', '标题\n说明']);
    expect(judge(account, news(1))).toEqual(['news', '第1条\n说明']);
  });

  test('with several articles after a tap', () => {
    expect(judge(official, news(2), 'tap')).toEqual(['news', '第1条\n说明\n\n第2条\n说明']);
    expect(judge(wecom, news(8))).toEqual(['news', expect.stringMatching(/第8条\n说明$/)]);
  });

  test('as music, of an Official Account only', () => {
    const music = `${type('music')}<Music><Title>曲</Title><ThumbMediaId>t</ThumbMediaId></Music>`;
    expect(judge(official, music)).toEqual(['music', '曲']);
    expect(judge(wecom, music)).toBe('此处不能回复 music 类消息');
  });

  test('on the card that was tapped, of WeCom only, and in answer to nothing else', () => {
    const update = `${type('update_button')}<Button><ReplaceName>已处理</ReplaceName></Button>`;
    expect(judge(wecom, update, 'card')).toEqual({ button: { replace_name: '已处理' } });
    expect(judge(wecom, update)).toBe('此处不能回复 update_button 类消息');
    expect(judge(official, update, 'card')).toBe('此处不能回复 update_button 类消息');
    const buttons = '<ButtonList><Text>好</Text><Key>k</Key></ButtonList>';
    const card = `<CardType>button_interaction</CardType><MainTitle><Title>标题</Title></MainTitle>${buttons}<ReplaceText>已过期</ReplaceText>`;
    expect(judge(wecom, `${type('update_template_card')}<TemplateCard>${card}</TemplateCard>`, 'card')).toMatchObject({
      template_card: { main_title: { title: '标题' }, button_list: [{ text: '好', key: 'k' }], replace_text: '已过期' },
    });
    expect(judge(wecom, `${type('update_template_card')}<TemplateCard></TemplateCard>`, 'card')).toBe('回复缺少 TemplateCard');
    expect(judge(wecom, `${type('update_button')}<Button></Button>`, 'card')).toMatch(/^卡片无法更新/);
  });

  test('not at all where a person takes over', () => {
    expect(judge(official, type('transfer_customer_service'))).toBeUndefined();
  });

  test('cut at 2048 bytes by WeCom, and not by an Official Account, which refuses it', () => {
    const text = `${type('text')}<Content><![CDATA[${'好'.repeat(683)}]]></Content>`;
    expect(judge(wecom, text)).toEqual(['text', '好'.repeat(682)]);
    expect(judge(official, text)).toBe('文本超过 2048 字节');
  });
});

describe('a reply is refused', () => {
  test.each([
    ['of an unknown kind', type('constructor'), '此处不能回复 constructor 类消息'],
    ['without a kind', '', '此处不能回复  类消息'],
    ['without text', type('text'), '回复缺少 Content'],
    ['without its file', `${type('image')}<Image></Image>`, '回复缺少 Image/MediaId'],
    ['with music that has no cover', `${type('music')}<Music><Title>曲</Title></Music>`, '回复缺少 Music/ThumbMediaId'],
    ['with two articles after a text', news(2), '图文应为 1 至 1 条，且与 ArticleCount 一致'],
    ['with a wrong count of articles', news(1, 2), '图文应为 1 至 1 条，且与 ArticleCount 一致'],
    ['with no article', news(0), '图文应为 1 至 1 条，且与 ArticleCount 一致'],
  ])('%s', (_, payload, problem) => {
    expect(judge(official, payload)).toBe(problem);
  });

  test.each<[string, (account: SandboxAccount, plain: string) => string, string]>([
    ['with a DTD', (_, plain) => `<!DOCTYPE x>${plain}`, '正文不是可接受的 XML'],
    ['that is no XML', () => 'ok', '正文不是可接受的 XML'],
    ['without a nonce', (account, plain) => sealedReply(account, plain).replace(/<Nonce>.*<\/Nonce>/, ''), '回复缺少 Nonce'],
    ['for another receiver', (account, plain) => sealedReply({ ...account, receiverId: 'wx1' }, plain), '接收方不是本账号'],
    ['with another key', (account, plain) => sealedReply({ ...account, encodingAesKey: 'a'.repeat(43) }, plain), '解密'],
    ['with a plain text inside', (account) => sealedReply(account, '好'), '正文不是可接受的 XML'],
    [
      'without CreateTime',
      (account, plain) => sealedReply(account, plain.replace(/<CreateTime>.*<\/CreateTime>/, '')),
      '回复缺少 CreateTime',
    ],
  ])('%s', (_, body, problem) => {
    const message = messageOf(official, { kind: 'enter' }, stamp);
    const judged = judgeReply(official, signingKeys(official), message, body(official, replyXml(buildXml(message), type('text'))));
    expect(judged.outcome === 'bad-reply' && inWords(judged.problem, 'zh-CN')).toContain(problem);
  });

  test('with ciphertext in plaintext mode', () => {
    const account = { ...official, mode: 'plaintext' as EncryptionMode };
    const message = messageOf(account, { kind: 'enter' }, stamp);
    const judged = judgeReply(account, signingKeys(account), message, sealedReply(account, replyXml(buildXml(message), type('text'))));
    expect(judged.outcome === 'bad-reply' && inWords(judged.problem, 'en')).toBe('Plaintext mode takes no encrypted reply');
  });
});
