import { describe, expect, test } from 'vitest';
import { readEvent } from './events.ts';

describe('an event', () => {
  test('that nobody knows keeps its name and key', () => {
    expect(readEvent({ Event: 'brand_new', EventKey: 'k', More: { A: '1' } })).toEqual({
      type: 'event',
      event: 'brand_new',
      eventKey: 'k',
      kind: 'other',
    });
  });
  test.each(['scan', 'location', 'Click', 'constructor', '__proto__', ''])('is not taken for another: %j', (event) => {
    expect(readEvent({ Event: event })).toEqual({ type: 'event', event, kind: 'other' });
  });
  test('may lack all its details', () => {
    expect(readEvent({ Event: 'scancode_waitmsg' })).toMatchObject({ scan: { type: '', result: '' } });
    expect(readEvent({ Event: 'pic_weixin', SendPicsInfo: '' })).toMatchObject({ pictures: { count: '', md5: [] } });
    expect(readEvent({ Event: 'open_approval_change' })).toMatchObject({ approval: { status: '', nodes: [], notified: [] } });
    expect(readEvent({ Event: 'MASSSENDJOBFINISH' })).toMatchObject({ mass: { messageId: '', copyright: [], articles: [] } });
    expect(readEvent({ Event: 'template_card_event' })).toMatchObject({ card: { selected: [] } });
  });
  test('of a follower has a scene only where a QR code led there', () => {
    expect(readEvent({ Event: 'subscribe', EventKey: 'qrscene_a_qrscene_b' })).toMatchObject({ scene: 'a_qrscene_b' });
    expect(readEvent({ Event: 'subscribe', EventKey: 'last_trade_no_1' })).not.toHaveProperty('scene');
  });
  test('of the address book that nobody knows keeps its name', () => {
    expect(readEvent({ Event: 'change_contact', ChangeType: 'merge_user' })).toMatchObject({
      change: { type: 'other', changeType: 'merge_user' },
    });
  });
  test('has one picture or many', () => {
    const one = { PicMd5Sum: 'a' };
    const pictures = (item: typeof one | (typeof one)[]) =>
      readEvent({ Event: 'pic_weixin', SendPicsInfo: { Count: '1', PicList: { item } } });
    expect(pictures(one)).toMatchObject({ pictures: { md5: ['a'] } });
    expect(pictures([one, { PicMd5Sum: 'b' }])).toMatchObject({ pictures: { md5: ['a', 'b'] } });
  });
});
