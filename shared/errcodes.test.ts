import { expect, test } from 'vitest';
import { addressIn, errcodeOf, errmsgChars, failureCodeOf, platformFailure } from './errcodes.ts';
import { failureTexts, translateFailure } from './failures.ts';
import { languages } from './language.ts';

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** Protocol reference, 6.1. */
const both = [
  [-1, 40001, 40003, 40004, 40005, 40006, 40007, 40008, 40013, 40014],
  range(40016, 40020),
  range(40022, 40027),
  [40029, 40031, 40032, 40033, 40035, 40054, 40055, 41001, 42001, 42003, 44001, 44004, 45001, 45002, 45007, 45008, 45009, 46003, 46004],
  [48001, 48002, 48004, 48006],
].flat();

/** Protocol reference, 6.2. */
const wecomOnly = [
  [40050, 40056, 40057, 40058, 40063, 40074, 40091, 40093, 41002, 41011, 42012, 42022, 43009, 43012, 45024, 45029, 45033, 45034],
  range(42014, 42020),
  range(42027, 42051),
  [48003, 48007, 48008, 48009, 50001, 50003, 60003, 60004, 60005, 60006, 60011, 60020, 60021, 60111, 60140, 80001],
  range(60102, 60106),
  range(81011, 81013),
  range(82001, 82003),
  [84014, 84015, 85002, ...range(85004, 85011), ...range(86001, 86008), ...range(90201, 90208)],
  [91040, 93000, 93004, 93008, 301002, 301007],
].flat();

/** Protocol reference, 6.3. */
const officialOnly = [
  [40002, 40015, 40037, 40119, 40120, 40125, 40163, 40164, 40243, 41002, 43001, 43002, 43003, 43004, 43019, 43100, 43101],
  [45011, 45015, 45026, 45027, 45028, ...range(45047, 45052), 45056, 45058, 45059, 45064, 45065, 45066, 45067, 45080, 45083, 45084],
  [45159, 47001, 47003, 48003, 48005, 48008, 50001, 50002, 50004, 50005, 61024, ...range(61450, 61457), ...range(65301, 65317)],
  range(89501, 89507),
].flat();

test.each([
  ['wecom', [...both, ...wecomOnly]],
  ['official-account', [...both, ...officialOnly]],
] as const)('every errcode of the reference has its texts (%s)', (platform, errcodes) => {
  expect(errcodes.filter((errcode) => failureCodeOf(platform, errcode) === 'platform/unknown')).toEqual([]);
});

test('every text about a platform is there in both languages, and each place in it can be filled', () => {
  const places = new Set<string>();
  for (const [code, { message, hint }] of Object.entries(failureTexts).filter(([code]) => code.startsWith('platform/'))) {
    for (const language of languages) {
      expect(message[language], code).toMatch(/\S/);
      expect(hint[language], code).toMatch(/\S/);
    }
    expect(message['zh-CN'] + hint['zh-CN'], code).toMatch(/[\u4e00-\u9fff]/);
    expect(message.en + hint.en, code).not.toMatch(/[\u4e00-\u9fff]{5,}/);
    if (/^platform\/-?\d/.test(code)) for (const [, place] of `${message.en}${hint.en}`.matchAll(/\{(\w+)\}/g)) places.add(String(place));
  }
  expect([...places].toSorted()).toEqual(['errmsg', 'ip']);
});

test('the address to allow-list stands in the hint', () => {
  const wecom = 'not allow to access from your ip, hint: [1], from ip: 203.0.113.7, more info at https://open.work.weixin.qq.com';
  const official = 'invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist rid: 1';
  const [one, other] = [platformFailure('wecom', 60020, wecom), platformFailure('official-account', 40164, official)];
  expect(one).toMatchObject({ code: 'platform/60020', hint: expect.stringContaining('添加 203.0.113.7') });
  expect(other).toMatchObject({ code: 'platform/40164', hint: expect.stringContaining('添加 203.0.113.8') });
  expect(translateFailure(one, 'en').hint).toContain('Add 203.0.113.7');
});

test.each([
  ['from ip: 203.0.113.7, more', '203.0.113.7'],
  ['from ip: ::ffff:203.0.113.7, more', '203.0.113.7'],
  ['invalid ip 2001:db8::7, not in whitelist', '2001:db8::7'],
  ['from ip: 999.1.1.1', undefined],
  ['from ip: , more', undefined],
  ['access_token expired rid: 65a', undefined],
])('the address in “%s”', (errmsg, ip) => {
  expect(addressIn(errmsg)).toBe(ip);
});

test('an Official Account means something else by some codes', () => {
  expect(platformFailure('wecom', 48002, '').code).toBe('platform/48002');
  expect(platformFailure('official-account', 48002, '').code).toBe('platform/48002-official-account');
  expect(errcodeOf(platformFailure('official-account', 48002, ''))).toBe(48002);
});

test('an unknown code keeps its errmsg, within bounds', () => {
  const unknown = platformFailure('wecom', 123456, 'x'.repeat(10_000));
  expect(unknown.code).toBe('platform/unknown');
  expect(unknown.message).toContain('123456');
  expect(unknown.message.length).toBeLessThan(errmsgChars + 40);
  expect(errcodeOf({ code: 'api/bug', message: '', hint: '' })).toBeUndefined();
});
