import { expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createTunnelRecord } from './tunnel-record.ts';

test('a request that came to the tunnel before says nothing of the next one, which is not open yet', () => {
  const record = createTunnelRecord({ provider: 'none', clock: systemClock, onChange: () => undefined });
  record.attempted();
  record.opened('https://wx.example.com', []);
  record.requested();
  expect(record.state().state).toBe('up');
  record.begin('localtunnel');
  record.attempted();
  record.requested();
  expect(record.state().state).toBe('starting');
});
