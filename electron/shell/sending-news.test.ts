import { describe, expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import type { MessageDetail, MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { RowGlance } from '../store/records.ts';
import { freshTroubles, rowsInTrouble, sendingNews, sendingTrouble } from './sending-news.ts';

const row = (id: string, more: Partial<MessageItem>): MessageItem => ({
  ...{ id, direction: 'out', account: 'corp', at: 0, type: 'text', person: 'li', summary: '', xml: '' },
  ...{ state: 'queued', deliveries: 0, hasFailure: true, ...more },
});
const detail = (state: 'queued' | 'dead' | 'sent', reason: Failure | undefined, tries = 1): MessageDetail => ({
  ...row('7', { state }),
  ...{ raw: '', timing: [], relatives: [], sending: { attempts: [{ at: 1_000, ms: 500 }], tries } },
  ...(reason && { failure: reason }),
});
const newsOf = (of: MessageDetail) => sendingNews(of, 2_000);
const glance = (id: string, more: Partial<RowGlance> = {}): RowGlance => ({
  ...{ id, direction: 'out', account: 'corp', at: 0, state: 'queued', failure: network, ...more },
});
const refused = platformFailure('wecom', 60_020, 'not allow to access from your ip');
const network = failure('platform/timeout', { seconds: '10' });

describe('The desktop looks into', () => {
  test('messages that could not be sent, the latest of each account', () => {
    const rows = [glance('1'), glance('2'), glance('3', { account: 'mp', state: 'dead' }), glance('4', { state: 'dead' })];
    expect(rowsInTrouble(rows)).toEqual(['2', '3', '4']);
  });
  test('nothing else: what is on its way, what was sent, what came in', () => {
    const [waiting, sent] = [glance('1', { failure: undefined }), glance('2', { state: 'sent' })];
    expect(rowsInTrouble([waiting, sent, glance('3', { direction: 'in', state: 'failed' })])).toEqual([]);
  });
});

describe('The desktop tells', () => {
  test('at once that a platform refuses a message, or that it was given up', () => {
    expect(newsOf(detail('queued', refused))).toMatchObject({ isDead: false, failure: refused });
    expect(newsOf(detail('dead', network))).toMatchObject({ isDead: true });
  });
  test('of a network that fails only when it fails twice', () => {
    expect(newsOf(detail('queued', network))).toBeUndefined();
    expect(newsOf(detail('queued', network, 2))).toMatchObject({ isDead: false });
  });
  test('nothing of a message that has left meanwhile', () => {
    expect(newsOf(detail('sent', undefined))).toBeUndefined();
  });
  test('nothing of one whose last attempt was a while ago: it was taken back, or its row was rewritten', () => {
    expect(sendingNews(detail('dead', refused), 1_500 + 10 * 60_000)).toMatchObject({ isDead: true });
    expect(sendingNews(detail('dead', refused), 1_501 + 10 * 60_000)).toBeUndefined();
  });
  test('the same trouble of an account again after half an hour only', () => {
    const news = { id: '7', account: 'corp', isDead: false, failure: refused };
    const first = freshTroubles(new Map(), [news, { ...news, id: '8' }], sendingTrouble, 0);
    expect(first.news).toEqual([news]);
    expect(freshTroubles(first.told, first.news, sendingTrouble, 29 * 60_000).news).toEqual([]);
    expect(freshTroubles(first.told, [{ ...news, account: 'mp' }], sendingTrouble, 1).news).toHaveLength(1);
    expect(freshTroubles(first.told, first.news, sendingTrouble, 30 * 60_000).news).toHaveLength(1);
  });
});
