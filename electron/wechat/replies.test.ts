import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../../shared/account.ts';
import { limits } from '../../shared/limits.ts';
import { textOf } from './fields.ts';
import { buildReply, cutUtf8, type Reply, type ReplyAddress } from './replies.ts';
import { parseXml } from './xml.ts';

const to = (platform: Platform): ReplyAddress => ({ platform, toUser: 'zhangsan', fromUser: 'ww1', createdAt: 1348831860 });
const outcome = (reply: Reply, platform: Platform = 'wecom') => {
  const built = buildReply(reply, to(platform));
  return built.ok ? built.value : built.error.code;
};
const contentOf = (text: string) => {
  const parsed = parseXml(outcome({ type: 'text', text }));
  return parsed.ok ? textOf(parsed.value, 'Content') : parsed.error.code;
};

describe('a passive reply is written as the reference has it:', () => {
  test.each([
    ['text', { type: 'text', text: '你好' }, '<Content><![CDATA[你好]]></Content>'],
    ['image', { type: 'image', mediaId: 'm1' }, '<Image>\n<MediaId><![CDATA[m1]]></MediaId>\n</Image>'],
    ['voice', { type: 'voice', mediaId: 'm1' }, '<Voice>\n<MediaId><![CDATA[m1]]></MediaId>\n</Voice>'],
    [
      'video',
      { type: 'video', mediaId: 'm1', title: 't', description: 'd' },
      '<Video>\n<MediaId><![CDATA[m1]]></MediaId>\n<Title><![CDATA[t]]></Title>\n<Description><![CDATA[d]]></Description>\n</Video>',
    ],
    ['video', { type: 'video', mediaId: 'm1' }, '<Video>\n<MediaId><![CDATA[m1]]></MediaId>\n</Video>'],
    [
      'news',
      { type: 'news', articles: [{ title: 't', description: 'd', picUrl: 'https://p/?a=1&b=2', url: 'https://u' }] },
      '<ArticleCount>1</ArticleCount>\n<Articles>\n<item>\n<Title><![CDATA[t]]></Title>\n<Description><![CDATA[d]]></Description>\n<PicUrl><![CDATA[https://p/?a=1&b=2]]></PicUrl>\n<Url><![CDATA[https://u]]></Url>\n</item>\n</Articles>',
    ],
    [
      'music',
      { type: 'music', thumbMediaId: 'm1', title: 't', description: 'd', musicUrl: 'u', hqMusicUrl: 'h' },
      '<Music>\n<Title><![CDATA[t]]></Title>\n<Description><![CDATA[d]]></Description>\n<MusicUrl><![CDATA[u]]></MusicUrl>\n<HQMusicUrl><![CDATA[h]]></HQMusicUrl>\n<ThumbMediaId><![CDATA[m1]]></ThumbMediaId>\n</Music>',
    ],
    ['music', { type: 'music', thumbMediaId: 'm1' }, '<Music>\n<ThumbMediaId><![CDATA[m1]]></ThumbMediaId>\n</Music>'],
  ] as [string, Reply, string][])('%s', (type, reply, payload) => {
    expect(outcome(reply, 'official-account')).toBe(`<xml>
<ToUserName><![CDATA[zhangsan]]></ToUserName>
<FromUserName><![CDATA[ww1]]></FromUserName>
<CreateTime>1348831860</CreateTime>
<MsgType><![CDATA[${type}]]></MsgType>
${payload}
</xml>`);
  });
});

describe('a reply that the platform would not take is refused:', () => {
  const articles = (count: number): Reply => ({ type: 'news', articles: Array.from({ length: count }, (_, i) => ({ title: `${i}` })) });
  test.each([
    ['wecom', 0, false],
    ['wecom', 1, true],
    ['wecom', 8, true],
    ['wecom', 9, false],
    ['official-account', 0, false],
    ['official-account', 1, true],
    ['official-account', 2, false],
  ] as const)('%s with %d articles: taken %s', (platform, count, taken) => {
    const written = outcome(articles(count), platform);
    expect(written).toContain(taken ? `<ArticleCount>${count}</ArticleCount>` : 'wechat/-40011');
  });
  test('music by WeCom', () => expect(outcome({ type: 'music', thumbMediaId: 'm' })).toBe('wechat/-40011'));
});

describe('a text', () => {
  test('of exactly 2048 bytes stays whole, of one more loses its end', () => {
    expect(contentOf('a'.repeat(limits.textReplyBytes))).toHaveLength(2048);
    expect(contentOf('a'.repeat(limits.textReplyBytes + 1))).toHaveLength(2048);
  });
  test.each(['é', '微', '😀'])('is never cut inside a character: %s', (character) => {
    const content = contentOf(`a${character.repeat(2048)}`);
    expect(content).toBe(`a${character.repeat(Math.floor(2047 / Buffer.byteLength(character)))}`);
  });
  test.each([
    ['the end of CDATA', ']]>', ']]>'],
    ['markup', '<a href="https://u">x</a> & <!DOCTYPE html>', '<a href="https://u">x</a> & <!DOCTYPE html>'],
    ['line breaks', 'a\nb\n', 'a\nb\n'],
    ['what looks like a number', '007', '007'],
    ['controls and half a surrogate pair', 'a\0\u{1b}\ud83d', 'a\ufffd\ufffd\ufffd'],
    ['nothing', '', ''],
  ])('may hold %s', (_what, text, expected) => expect(contentOf(text)).toBe(expected));

  test('is cut to the longest beginning that fits, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(100), (text, bytes) => {
        const cut = cutUtf8(text, bytes);
        const next = Array.from(text.slice(cut.length))[0] ?? '';
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        if (next !== '') expect(Buffer.byteLength(cut + next)).toBeGreaterThan(bytes);
      }),
      { numRuns: 1000 },
    );
  });
});
