import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ExportState } from '../../../shared/export.ts';
import { StoreError } from '../../store/store-error.ts';
import { HungUp } from './export-failure.ts';
import { createExports, type Exports, type ExportsOptions } from './exports.ts';

let dir: string;
const file = () => join(dir, 'messages.jsonl');
const states: ExportState[] = [];
const bugs: unknown[] = [];
const pageCount = 10;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-export-'));
  states.length = 0;
  bugs.length = 0;
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(bugs).toEqual([]);
  rmSync(dir, { recursive: true, force: true });
});

const record = (id: number) => ({
  ...{ id: String(id), direction: 'out', account: 'ops', at: 0, type: 'text', person: 'lisi', xml: '', state: 'sent', deliveries: 1 },
  ...{ raw: '', timing: [], answer: `answer ${id}` },
});

/** A store of ten pages with two rows each; `onPage` is called before each page is given. */
function store(onPage: (page: number) => void | Promise<void> = () => undefined): ExportsOptions['store'] {
  let page = 0;
  return {
    async do(name: string) {
      if (name === 'messages.span') return { oldest: 1, newest: pageCount * 2, since: 0 };
      page += 1;
      await onPage(page);
      const newest = (pageCount - page + 1) * 2;
      return { rows: [record(newest), record(newest - 1)], next: page === pageCount ? null : String(newest - 1) };
    },
  } as never;
}

function exportsOf(change: Partial<ExportsOptions> = {}): Exports {
  return createExports({
    ...{ store: store(), chooseFile: async () => file(), listenerUrl: () => '', language: () => 'en', version: '1' },
    ...{ events: { emit: (_: unknown, state: unknown) => void states.push(state as ExportState) }, now: () => 0 },
    showLooks: async () => undefined,
    onBug: (error) => bugs.push(error),
    ...change,
  });
}

/** Resolves with the state that an export ends with. */
const ended = () => vi.waitUntil(() => states.find(({ phase }) => phase !== 'running' && phase !== 'offered'));
const start = (exports: Exports) => exports.start({ format: 'jsonl', zone: 'Asia/Shanghai' });

test('a file appears under its name when it is whole, and its progress was told', async () => {
  const started = await start(exportsOf());
  expect(started).toMatchObject({ ok: true, value: { way: 'file', state: { fileName: 'messages.jsonl' } } });
  const last = await ended();
  expect(last).toMatchObject({ phase: 'done', rows: 20, share: 1 });
  const lines = readFileSync(file(), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(Array.from({ length: 20 }, (_, index) => String(20 - index)));
  expect(last?.bytes).toBe(readFileSync(file()).length);
  expect(states.map(({ share }) => share)).toEqual(states.map(({ share }) => share).toSorted((one, other) => one - other));
  expect(readdirSync(dir)).toEqual(['messages.jsonl']);
});

test('the dialog offers a name with the local time; whoever dismisses it exports nothing', async () => {
  const chooseFile = vi.fn(async () => undefined);
  const exports = exportsOf({ chooseFile });
  expect(await start(exports)).toEqual({ ok: true, value: { way: 'dismissed' } });
  expect(chooseFile).toHaveBeenCalledWith({ fileName: 'weiguan-1970-01-01-080000.jsonl', format: 'jsonl' });
  expect(exports.last()).toBeNull();
});

test('cancelled half-way no file is left, and one that was there before is as it was', async () => {
  writeFileSync(file(), 'of yesterday');
  const exports = exportsOf({
    store: store((page) => {
      if (page === 5) exports.cancel(exports.last()?.id ?? '');
    }),
  });
  await start(exports);
  expect(await ended()).toMatchObject({ phase: 'cancelled', rows: 8 });
  expect(readdirSync(dir)).toEqual(['messages.jsonl']);
  expect(readFileSync(file(), 'utf8')).toBe('of yesterday');
  await start(exports);
  await vi.waitUntil(() => exports.last()?.phase !== 'running');
});

test('on a disk that fills up the half-written file is removed, and the reason is told', async () => {
  const handle = await open(join(dir, 'probe'), 'w');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  rmSync(join(dir, 'probe'));
  const write = prototype.writeFile;
  let writes = 0;
  vi.spyOn(prototype, 'writeFile').mockImplementation(function (this: FileHandle, ...input) {
    writes += 1;
    if (writes > 4) return Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }));
    return write.apply(this, input);
  });
  await start(exportsOf());
  expect(await ended()).toMatchObject({
    phase: 'failed',
    failure: { code: 'export/disk-full', message: 'The disk is full; nothing was exported' },
  });
  expect(readdirSync(dir)).toEqual([]);
});

test('a place that cannot be written is said at once', async () => {
  const started = await start(exportsOf({ chooseFile: async () => join(dir, 'gone', 'messages.jsonl') }));
  expect(started).toMatchObject({ ok: false, error: { code: 'export/unwritable', params: { reason: 'ENOENT' } } });
});

test('a store that fails ends it, without a file', async () => {
  const failing = store((page) => {
    if (page === 3) throw new StoreError('disk I/O error');
  });
  await start(exportsOf({ store: failing }));
  expect(await ended()).toMatchObject({ phase: 'failed', failure: { code: 'export/unreadable' } });
  expect(readdirSync(dir)).toEqual([]);
});

test('what of the filter is not understood is not left out silently', async () => {
  const started = await exportsOf().start({ format: 'csv', filter: 'status:nonsense' });
  expect(started).toMatchObject({ ok: false, error: { code: 'filter/not-understood' } });
});

test('there is one export at a time', async () => {
  const exports = exportsOf({ chooseFile: undefined });
  await start(exports);
  expect(await start(exports)).toMatchObject({ ok: false, error: { code: 'export/under-way' } });
});

/** The ticket of a download that has just been offered. */
async function offered(exports: Exports): Promise<string> {
  const started = await start(exports);
  if (!started.ok || started.value.way !== 'download') throw new Error('no download');
  return started.value.path.split('/').at(-1) ?? '';
}

test('a download is fetched once, by whoever has its ticket', async () => {
  const exports = exportsOf({ chooseFile: undefined });
  const ticket = await offered(exports);
  expect(exports.download(`${ticket}x`)).toBeUndefined();
  const parts: Buffer[] = [];
  const sink = { write: async (bytes: Buffer) => void parts.push(bytes), finish: async () => undefined, discard: async () => undefined };
  await exports.download(ticket)?.sendTo(sink);
  expect(Buffer.concat(parts).toString().trimEnd().split('\n')).toHaveLength(20);
  expect(exports.last()).toMatchObject({ phase: 'done' });
  expect(exports.download(ticket)).toBeUndefined();
});

test('no page is read before the one before it is gone, however slow the reader is', async () => {
  let read = 0;
  const exports = exportsOf({
    chooseFile: undefined,
    store: store((page) => {
      read = page;
    }),
  });
  const ahead: number[] = [];
  let written = 0;
  const sink = {
    async write() {
      ahead.push(read - written);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      ahead.push(read - written);
      written += 1;
    },
    finish: async () => undefined,
    discard: async () => undefined,
  };
  await exports.download(await offered(exports))?.sendTo(sink);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(1);
  expect(written).toBe(pageCount + 2);
});

test('a browser that goes away ends it, and the next one can begin', async () => {
  const exports = exportsOf({ chooseFile: undefined });
  const sink = { write: async () => Promise.reject(new HungUp()), finish: async () => undefined, discard: async () => undefined };
  await exports.download(await offered(exports))?.sendTo(sink);
  expect(exports.last()).toMatchObject({ phase: 'failed', failure: { code: 'export/hung-up' } });
  expect((await start(exports)).ok).toBe(true);
});

test('a download that nobody fetches is given up', async () => {
  const exports = exportsOf({ chooseFile: undefined, offerMs: 1 });
  const ticket = await offered(exports);
  expect(await ended()).toMatchObject({ phase: 'failed', failure: { code: 'export/not-fetched' } });
  expect(exports.download(ticket)).toBeUndefined();
});

test('closing ends what is under way', async () => {
  let reached = 0;
  const exports = exportsOf({
    store: store(async (page) => {
      reached = page;
      if (page === 2) void exports.close();
    }),
  });
  await start(exports);
  expect(await ended()).toMatchObject({ phase: 'cancelled' });
  expect(reached).toBe(2);
  expect(readdirSync(dir)).toEqual([]);
});
