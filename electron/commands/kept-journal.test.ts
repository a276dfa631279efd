import { expect, test } from 'vitest';
import type { Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import { openJournal } from './kept-journal.ts';

/**
 * A journal whose rule takes "hunter2" out, and what it writes.
 * @param isRefused asked before each write: whether the disk refuses it
 */
function openTestJournal(isRefused: (name: string) => boolean = () => false) {
  const written: unknown[] = [];
  const told: Run[] = [];
  const store = {
    async do(name: string, input: unknown) {
      if (isRefused(name)) throw new Error('disk full');
      written.push(input);
      return null;
    },
  } as unknown as Store;
  const journal = openJournal({
    store,
    signal: new AbortController().signal,
    pausesMs: [1, 1],
    redact: (_, text) => text.replaceAll('hunter2', '***'),
    onChanged: (run) => void told.push(run),
    onOutput: () => undefined,
    onBug: () => undefined,
  });
  return { journal, written, told };
}

const request = { at: 1_000, origin: 'console', command: 'run', line: 'run clean hunter2', danger: 'change', targets: ['web-01'] } as const;
const failure = { code: 'command/script-exit', message: 'exit 1: hunter2', hint: 'hunter2', params: { output: 'key hunter2' } } as const;

test('what a rule takes out stands in no part of a run, neither on disk nor live', async () => {
  const { journal, written, told } = openTestJournal();
  const id = await journal.begin({ ...request, targets: ['web-01'] });
  await journal.end(id, { state: 'failed', ms: 3, failure: { ...failure } });
  await journal.note({ ...request, targets: [] }, { state: 'done', answer: 'hunter2' });
  expect(JSON.stringify([written, told])).not.toContain('hunter2');
  expect(told.at(1)?.failure).toEqual({ code: 'command/script-exit', message: 'exit 1: ***', hint: '***', params: { output: 'key ***' } });
});

test('a run whose line was changed by a rule says so, to its end: what stands there is not what was run', async () => {
  const { journal, told } = openTestJournal();
  const id = await journal.begin({ ...request, targets: [] });
  await journal.end(id, { state: 'done' });
  expect(told.map(({ isRedacted }) => isRedacted)).toEqual([true, true]);
  await journal.end(await journal.begin({ ...request, line: 'run clean', targets: [] }), { state: 'done' });
  expect(told.at(-1)?.isRedacted).toBeUndefined();
});

test('runs of one moment have ids of their own, which begin with their time', async () => {
  const { journal } = openTestJournal();
  const ids = await Promise.all(Array.from({ length: 50 }, () => journal.begin({ ...request, targets: [] })));
  expect(new Set(ids).size).toBe(50);
  expect(ids.every((id) => /^00000000-03e8-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});

test('the end of a run is kept however long the disk refuses it', async () => {
  let refusals = 20;
  const { journal, written, told } = openTestJournal(() => told.length > 0 && refusals-- > 0);
  await journal.end(await journal.begin({ ...request, targets: [] }), { state: 'done' });
  expect(refusals).toBeLessThan(0);
  expect(told.map(({ state }) => state)).toEqual(['running', 'done']);
  expect(written).toHaveLength(2);
});

test('a disk that refuses a look under way keeps nobody from the history; its end tells all', async () => {
  let isFull = true;
  const { journal, written } = openTestJournal((name) => isFull && name === 'runs.put');
  const id = await journal.begin({ ...request, command: 'status', danger: 'read', targets: [] });
  await journal.get(id);
  isFull = false;
  await journal.end(id, { state: 'done' });
  expect(written).toMatchObject([{ id }, { trail: [{ kind: 'asked' }, { kind: 'done' }] }]);
});

test('a run is known from when its beginning is on disk; one that the disk has refused never began', async () => {
  let isFull = true;
  const { journal } = openTestJournal((name) => isFull && name === 'runs.put');
  const asked = { ...request, id: '00000000-03e8-7000-8000-000000000001', targets: [] };
  await expect(journal.begin(asked)).rejects.toThrow('disk full');
  expect(await journal.known(asked.id)).toBe(null);
  isFull = false;
  expect([await journal.begin(asked), (await journal.known(asked.id))?.id]).toEqual([asked.id, asked.id]);
});
