import { describe, expect, test } from 'vitest';
import { type PersonAct, type ReplyHistory, replyAllowance } from './reply-allowance.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = 1_700_000_000_000;

const service: ReplyHistory['account'] = { platform: 'official-account', kind: 'service', verified: true };
const allowed = (acts: [PersonAct, number][], sent: number[] = [], account = service) =>
  replyAllowance({ account, acts: acts.map(([act, at]) => ({ act, at })), sent, now });

const none = (reason: string) => ({ way: 'none', reason });
const left = (count: number, until: number) => ({ way: 'active', left: count, until });

describe('an Official Account may still send', () => {
  const wroteAt = now - 2 * hour;
  const tappedAt = now - 20_000;
  test.each<[string, [PersonAct, number][], number[], object]>([
    ['nothing to somebody who has done nothing', [], [], none('window-closed')],
    ['five messages in the 48 hours after a message', [['message', wroteAt]], [], left(5, wroteAt + 48 * hour)],
    ['three of them after two', [['message', wroteAt]], [wroteAt + 1, now], left(3, wroteAt + 48 * hour)],
    ['none after five', [['message', wroteAt]], [1, 2, 3, 4, 5].map((n) => wroteAt + n), none('used-up')],
    [
      'five again after another message',
      [
        ['message', wroteAt],
        ['message', now - 1],
      ],
      [1, 2, 3, 4, 5].map((n) => wroteAt + n),
      left(5, now - 1 + 48 * hour),
    ],
    ['five, whatever was sent before', [['message', wroteAt]], [wroteAt - 2, wroteAt - 1], left(5, wroteAt + 48 * hour)],
    ['one in the last millisecond', [['message', now - 48 * hour + 1]], [now, now, now, now], left(1, now + 1)],
    ['none when the 48 hours are over', [['message', now - 48 * hour]], [], none('window-closed')],
    ['three in the minute after a menu tap', [['menuTap', tappedAt]], [], left(3, tappedAt + minute)],
    ['three in the minute after a follow', [['follow', tappedAt]], [], left(3, tappedAt + minute)],
    ['two in the minute after a scan', [['qrScan', tappedAt]], [now], left(2, tappedAt + minute)],
    ['none when the minute is over: a tap does not open 48 hours', [['menuTap', now - minute]], [], none('window-closed')],
    [
      'what the message allowed, which lasts, beside a tap',
      [
        ['menuTap', tappedAt],
        ['message', wroteAt],
      ],
      [wroteAt + 1],
      left(4, wroteAt + 48 * hour),
    ],
    [
      'what the tap allows where the message allows no more',
      [
        ['message', wroteAt],
        ['menuTap', tappedAt],
      ],
      [1, 2, 3, 4, 5].map((n) => wroteAt + n),
      left(3, tappedAt + minute),
    ],
    [
      'no more than both allow: a message counts against each',
      [
        ['message', wroteAt],
        ['menuTap', tappedAt],
      ],
      [wroteAt, wroteAt, now, now, now],
      none('used-up'),
    ],
    ['to somebody whose clock is ahead', [['message', now + 5000]], [], left(5, now + 5000 + 48 * hour)],
  ])('%s', (_, acts, sent, expected) => expect(allowed(acts, sent)).toEqual(expected));

  test.each<[string, ReplyHistory['account'], string]>([
    ['not at all without the right', { platform: 'official-account', kind: 'subscription', verified: false }, 'none'],
    ['as a verified subscription account', { platform: 'official-account', kind: 'subscription', verified: true }, 'active'],
    ['as a test account', { platform: 'official-account', kind: 'subscription', verified: false, sandboxAccount: true }, 'active'],
    ['where its kind is not known', { platform: 'official-account' }, 'active'],
  ])('%s', (_, account, way) => expect(allowed([['message', now]], [], account).way).toBe(way));

  describe('to somebody who has unsubscribed', () => {
    const gone = (acts: [PersonAct, number][], account = service) =>
      replyAllowance({ account, acts: acts.map(([act, at]) => ({ act, at })), sent: [], unfollowedAt: now - hour, now });

    test('nothing, whatever they did before', () => {
      expect(gone([])).toEqual(none('unsubscribed'));
      expect(gone([['message', wroteAt]])).toEqual(none('unsubscribed'));
      expect(gone([], { platform: 'official-account', kind: 'subscription', verified: false })).toEqual(none('unsubscribed'));
    });
    test('again what they allow who have come back', () => {
      expect(
        gone([
          ['message', wroteAt],
          ['follow', tappedAt],
        ]),
      ).toEqual(left(3, tappedAt + minute));
      expect(gone([['message', now - 1]])).toEqual(left(5, now - 1 + 48 * hour));
    });
  });

  test('no message without the right, and says that it is that', () => {
    expect(allowed([['message', now]], [], { platform: 'official-account', kind: 'subscription', verified: false })).toEqual(
      none('no-right'),
    );
  });
});

describe('a WeCom app may still send', () => {
  const to = (sent: number[]) => replyAllowance({ account: { platform: 'wecom' }, acts: [], sent, now });
  const times = (count: number, at: number) => Array.from({ length: count }, () => at);

  test('to a member whatever their events say: those are no followings', () => {
    expect(replyAllowance({ account: { platform: 'wecom' }, acts: [], sent: [], unfollowedAt: now, now })).toMatchObject({ way: 'active' });
  });
  test('to a member who never wrote, 30 a minute', () => expect(to([])).toEqual({ way: 'active', left: 30 }));
  test('the rest of the minute’s 30', () =>
    expect(to([...times(20, now - minute), ...times(12, now - 1)])).toEqual({ way: 'active', left: 18 }));
  test('the rest of the hour’s 1000 where that is less', () => {
    expect(to(times(990, now - 30 * minute))).toEqual({ way: 'active', left: 10 });
  });
  test('the rest of the day’s messages of the whole app where that is less', () => {
    const within = (left: number) =>
      replyAllowance({ account: { platform: 'wecom' }, acts: [], sent: [], room: { left, until: now + hour }, now });
    expect(within(40)).toEqual({ way: 'active', left: 30 });
    expect(within(3)).toEqual({ way: 'active', left: 3 });
    expect(within(0)).toEqual({ way: 'none', reason: 'account-used-up', until: now + hour });
  });
  test('nothing after 30 in a minute, until the first of them is a minute old', () => {
    expect(to([now, now - 50_000, ...times(28, now - 10_000)])).toEqual({ way: 'none', reason: 'too-often', until: now + 10_000 });
  });
  test('nothing after 1000 in an hour, until the last of both windows has room', () => {
    const sent = [...times(970, now - 59 * minute), ...times(30, now - 30_000)];
    expect(to(sent)).toEqual({ way: 'none', reason: 'too-often', until: now + minute });
    expect(replyAllowance({ account: { platform: 'wecom' }, acts: [], sent, now: now + minute })).toEqual({ way: 'active', left: 30 });
  });
});
