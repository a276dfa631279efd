import { expect, test } from 'vitest';
import type { Health } from '../../shared/overview.ts';
import { worstHealth } from './health.ts';

test.each([
  [[], 'ok'],
  [['ok', 'ok'], 'ok'],
  [['ok', 'working'], 'working'],
  [['warning', 'working', 'ok'], 'warning'],
  [['ok', 'warning', 'down'], 'down'],
] satisfies [Health[], Health][])('one dot for %j is %s', (all, worst) => expect(worstHealth(all)).toBe(worst));
