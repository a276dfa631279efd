import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { IncidentNews } from './incident-news.ts';
import { incidentNotice, sendingNotice, unsendableNotice } from './notice-text.ts';

const news = (kind: IncidentNews['kind'], number: number): IncidentNews => ({
  kind,
  incident: {
    ...{ number, monitor: `m${number}`, name: `web-0${number}`, severity: 'critical', failedAt: 0, openedAt: 10_000 },
    reason: failure('monitor/refused'),
    ...(kind === 'recovered' && { recoveredAt: 180_000 }),
  },
});

describe('A desktop notification', () => {
  test('of one incident says which and why, and leads to it', () => {
    expect(incidentNotice([news('opened', 3)], 'en', 20_000)).toEqual({
      title: '■ Down: web-03',
      body: 'The connection was refused',
      route: '#/monitors/incident%3A3',
    });
    expect(incidentNotice([news('opened', 3)], 'zh-CN', 20_000)).toMatchObject({ title: '■ 故障：web-03', body: '连接被拒绝' });
  });
  test('of a recovery says how long it was down', () => {
    expect(incidentNotice([news('recovered', 3)], 'en', 0)).toMatchObject({ title: '● Up again: web-03', body: 'It was down for 3 min' });
    expect(incidentNotice([news('recovered', 3)], 'zh-CN', 0)).toMatchObject({ title: '● 已恢复：web-03', body: '故障持续 3 分' });
  });
  test('of a storm is one that says how many, and leads to the list', () => {
    const storm = [...Array.from({ length: 200 }, (_, index) => news('opened', index + 1)), news('recovered', 201)];
    const notice = incidentNotice(storm, 'en', 0);
    expect(notice).toMatchObject({ title: '■ 200 down, ● 1 up again', route: '#/monitors/%2Bincidents' });
    expect(notice.body).toBe('web-01, web-02, web-03, web-04, web-05 and 195 more\nweb-0201');
    expect(incidentNotice(storm, 'zh-CN', 0).title).toBe('■ 200 项故障，● 1 项已恢复');
  });
  test('of an incident that nobody is told of says why, and promises no further try', () => {
    const nobody = failure('notices/nobody', { rules: '夜间' });
    const notice = { incident: 3, name: 'web', account: '', person: '', failure: nobody };
    expect(unsendableNotice([notice], 'zh-CN')).toEqual({
      ...{ title: '▲ 告警没有发出去：web', body: nobody.message, route: '#/monitors/incident%3A3' },
    });
  });
  test('of a message that is stuck says why and what becomes of it, and leads to it', () => {
    const stuck = { id: '42', account: 'corp', isDead: false, failure: failure('platform/timeout', { seconds: '10' }) };
    expect(sendingNotice(stuck, '运维', 'en')).toMatchObject({ title: '▲ Messages of 运维 are delayed', route: '#/messages/42' });
    expect(sendingNotice(stuck, '运维', 'en').body).toMatch(/^.+\nIt stays in the outbox and is tried again\.$/);
    expect(sendingNotice({ ...stuck, isDead: true }, '运维', 'zh-CN')).toMatchObject({ title: '▲ 运维 有消息发送失败' });
    expect(sendingNotice({ ...stuck, isDead: true }, '运维', 'zh-CN').body).toMatch(/\n已放弃发送。$/);
  });
});
