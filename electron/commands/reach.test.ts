import { expect, test } from 'vitest';
import { ok, type Result } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { askEach, atOnce } from './reach.ts';

const fleet = (count: number) => Array.from({ length: count }, (_, index) => Target.parse({ id: `node-${index}`, name: `node-${index}` }));

test('all are asked before the first has answered, up to the limit; each that answers lets the next one in', async () => {
  const asked: string[] = [];
  const waiting: ((answer: Result<string>) => void)[] = [];
  const ask = ({ id }: Target) => {
    asked.push(id);
    return new Promise<Result<string>>((resolve) => waiting.push(resolve));
  };
  const all = askEach({ targets: fleet(atOnce + 10), language: 'en', output: () => undefined }, ask);
  await Promise.resolve();
  expect(asked).toHaveLength(atOnce);
  waiting.at(-1)?.(ok('well'));
  await expect.poll(() => asked.length).toBe(atOnce + 1);
  for (const answer of waiting) answer(ok('well'));
  await expect.poll(() => asked.length).toBe(atOnce + 10);
  for (const answer of waiting) answer(ok('well'));
  const said = await all;
  expect(said.ok && said.value.split('\n\n')).toHaveLength(atOnce + 10);
  expect(said.ok && said.value.indexOf('node-3:')).toBeLessThan(said.ok ? said.value.indexOf('node-63:') : 0);
});

test('fifty are within the limit', () => expect(atOnce).toBeGreaterThanOrEqual(50));
