import { expect, test } from 'vitest';
import { editPart, incidentPart, incidentsPart, monitorPlace, newMonitor, noticesPart, oncallPart, rulePart } from './monitor-part.ts';

test.each([
  [null, { tab: 'monitors' }],
  ['web-01', { tab: 'monitors', monitor: 'web-01' }],
  [newMonitor, { tab: 'monitors', monitor: '+' }],
  [editPart('web-01'), { tab: 'monitors', monitor: 'web-01', editing: true }],
  [incidentsPart, { tab: 'incidents' }],
  [incidentPart(12), { tab: 'incidents', incident: 12 }],
  [noticesPart, { tab: 'notices' }],
  [rulePart('night'), { tab: 'notices', rule: 'night' }],
  [oncallPart, { tab: 'oncall' }],
])('the address %j names its place', (part, place) => expect(monitorPlace(part)).toEqual(place));
