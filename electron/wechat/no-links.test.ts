import { expect, test } from 'vitest';
import { withoutLinks } from './no-links.ts';

test.each([
  [
    '<a href="weixin://bizmsgmenu?msgmenucontent=运行 hot web-01&msgmenuid=1">更多</a>',
    '＜a href="weixin://bizmsgmenu?msgmenucontent=运行 hot web-01&msgmenuid=1">更多＜/a>',
  ],
  ['<A\nHREF=x>y< / a >', '＜A\nHREF=x>y＜ / a >'],
  ['a < b, <abc> and <b>, 3 <5', 'a < b, <abc> and <b>, 3 <5'],
])('a link in what a server has printed is shown, and leads nowhere: %s', (printed, shown) => {
  expect(withoutLinks(printed)).toBe(shown);
});
