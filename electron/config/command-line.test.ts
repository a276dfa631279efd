import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { readCommandLine } from './command-line.ts';

const said: string[] = [];
const read = (...args: string[]) => readCommandLine('weiguan --config FILE', { config: { type: 'string' } }, args);

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(`out ${text}`));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(`error ${text}`));
});
afterEach(() => vi.restoreAllMocks());

test('options are read', () => {
  expect(read('--config', 'a.json')).toEqual(ok({ config: 'a.json' }));
  expect(said).toEqual([]);
});

test.each(['--help', '-h'])('%s tells how it is called, and that is no mistake', (asked) => {
  expect(read(asked)).toEqual(err(0));
  expect(said).toEqual(['out Usage: weiguan --config FILE']);
});

test('a mistake is told with how it is called', () => {
  expect(read('--confg', 'a.json')).toEqual(err(2));
  expect(said[0]).toMatch(/^error Unknown option '--confg'.*\nUsage: weiguan --config FILE$/s);
});
