import { describe, expect, test } from 'vitest';
import type { Incident } from '../../shared/monitor/incident.ts';
import { alreadyOpen, incidentNews, type KnownIncidents, latestNews } from './incident-news.ts';

const down = (number: number, more: Partial<Incident> = {}): Incident => ({
  ...{ number, monitor: `m${number}`, name: `web-0${number}`, severity: 'critical', failedAt: 1_000, openedAt: 2_000 },
  ...{ reason: { code: 'monitor/refused', message: '', hint: '' }, ...more },
});
const up = (number: number): Incident => down(number, { recoveredAt: 9_000, ended: 'recovered' });
const none: KnownIncidents = new Map();
const audible = () => false;
const kinds = ({ news }: ReturnType<typeof incidentNews>) => news.map(({ kind, incident }) => `${kind} ${incident.number}`);

describe('The desktop', () => {
  test('tells that something is down, once, and that it is up again', () => {
    const opened = incidentNews(none, [down(1)], audible);
    expect(kinds(opened)).toEqual(['opened 1']);
    const acknowledged = incidentNews(opened.known, [down(1, { acknowledged: { at: 3_000, by: { origin: 'console' } } })], audible);
    expect(kinds(acknowledged)).toEqual([]);
    const recovered = incidentNews(acknowledged.known, [up(1)], audible);
    expect(kinds(recovered)).toEqual(['recovered 1']);
    expect(kinds(incidentNews(recovered.known, [up(1)], audible))).toEqual([]);
    expect(recovered.known.size).toBe(0);
  });
  test('tells nothing at the start of what was down before, but that it is up again', () => {
    const known = alreadyOpen([down(1), up(2)]);
    expect(kinds(incidentNews(known, [down(1)], audible))).toEqual([]);
    expect(kinds(incidentNews(known, [up(1), up(2)], audible))).toEqual(['recovered 1']);
  });
  test('tells nothing of what is muted, its end neither', () => {
    const opened = incidentNews(none, [down(1)], (monitor) => monitor === 'm1');
    expect(kinds(opened)).toEqual([]);
    expect(kinds(incidentNews(opened.known, [down(1)], audible))).toEqual([]);
    expect(kinds(incidentNews(opened.known, [up(1)], audible))).toEqual([]);
  });
  test.each(['paused', 'removed'] as const)('tells nothing of what the admin ended: %s', (ended) => {
    const opened = incidentNews(none, [down(1)], audible);
    expect(kinds(incidentNews(opened.known, [down(1, { ended, recoveredAt: 9_000 })], audible))).toEqual([]);
  });
  test('tells only the end of what went down and came up again before it could be told', () => {
    const opened = incidentNews(none, [down(1), down(2)], audible);
    const recovered = incidentNews(opened.known, [up(1)], audible);
    expect(latestNews([...opened.news, ...recovered.news]).map(({ kind }) => kind)).toEqual(['recovered', 'opened']);
  });
});
