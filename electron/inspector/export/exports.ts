import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  type ExportedThing,
  type ExportFormat,
  type ExportStart,
  type ExportState,
  isUnderWay,
  type RunExportFormat,
} from '../../../shared/export.ts';
import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { RunFilter } from '../../../shared/run-filter.ts';
import type { EventHub } from '../../events.ts';
import type { Store } from '../../store/store.ts';
import { type AskedFilter, ownZone, understoodFilter } from '../asked-filter.ts';
import { exportFailure } from './export-failure.ts';
import { type ExportPiece, exportPages } from './export-pages.ts';
import { openPartialFile } from './partial-file.ts';
import { runPages, trailPages } from './run-pages.ts';
import { formats } from './writer.ts';

/** Asks, in the system's dialog, where a file is to go. Gives back its path, or undefined where nobody wants it any more. */
export type ChooseFile = (offer: { fileName: string; format: ExportFormat }) => Promise<string | undefined>;

/** Where the bytes of an export go. Its calls reject where that fails. */
export interface ExportSink {
  write(bytes: Buffer): Promise<void>;
  /** All has been written. */
  finish(): Promise<void>;
  /** It won't be finished. Ends a `write` that waits, and leaves nothing behind. */
  discard(): Promise<void>;
}

/** An export that a browser fetches. */
export interface Download {
  fileName: string;
  mediaType: string;
  /** Sends it; resolves when it has ended, well or not. */
  sendTo(sink: ExportSink): Promise<void>;
}

export interface ExportsOptions {
  store: Pick<Store, 'do'>;
  events: Pick<EventHub, 'emit'>;
  /** Absent where there is no window: then the browser fetches the file. */
  chooseFile?: ChooseFile | undefined;
  listenerUrl(): string;
  language(): Language;
  version: string;
  now(): number;
  /** Has the history hold what only looks and is under way. */
  showLooks(): Promise<void>;
  onBug(error: unknown): void;
  /** How long a download waits to be fetched, in ms. */
  offerMs?: number;
}

/** Exports of the message log, the history and the audit trail, one at a time. */
export interface Exports {
  /** Resolves as soon as it is known where it goes; how it goes on follows as `exports.changed`. */
  start(input: { format: ExportFormat } & AskedFilter): Promise<Result<ExportStart>>;
  /** The history of commands, as `start`. */
  startRuns(input: { format: RunExportFormat; filter: RunFilter; zone?: string | undefined }): Promise<Result<ExportStart>>;
  /** The audit trail, as `start`. */
  startTrail(input: { zone?: string | undefined }): Promise<Result<ExportStart>>;
  /** What is there of it is removed. */
  cancel(id: string): void;
  /** The last one, since the gateway started. */
  last(): ExportState | null;
  /** The download that this ticket is for. A ticket is good for once, and for whoever has it. */
  download(ticket: string): Download | undefined;
  close(): Promise<void>;
}

interface Job {
  state: ExportState;
  pages: AsyncIterable<ExportPiece>;
  cancelled: boolean;
  ticket?: string;
  sink?: ExportSink;
  ended?: Promise<void>;
}

/** What is to be exported, as what, and its pieces once somebody takes them. */
interface Wish {
  what: ExportedThing;
  format: ExportFormat;
  zone: string;
  /** Unix ms, for the file's name. */
  at: number;
  pages: AsyncIterable<ExportPiece>;
}

/** What stands in a file's name behind the program's. */
const nameParts: Record<ExportedThing, string> = { messages: '', runs: '-history', trail: '-audit' };

export function createExports(options: ExportsOptions): Exports {
  const { store, events, language, now, showLooks, onBug, offerMs = 60_000 } = options;
  let job: Job | undefined;
  let choosing = false;

  function change(of: Job, changed: Partial<ExportState>): void {
    of.state = { ...of.state, ...changed };
    events.emit('exports.changed', of.state);
  }

  async function carry(of: Job, sink: ExportSink): Promise<void> {
    of.sink = sink;
    change(of, { phase: 'running' });
    try {
      for await (const { text, rows, share } of of.pages) {
        if (of.cancelled) break;
        const bytes = Buffer.from(text);
        await sink.write(bytes);
        change(of, { rows: of.state.rows + rows, bytes: of.state.bytes + bytes.length, share });
      }
      if (!of.cancelled) {
        await sink.finish();
        return change(of, { phase: 'done', share: 1 });
      }
    } catch (error) {
      if (!of.cancelled) {
        await sink.discard();
        return change(of, { phase: 'failed', failure: exportFailure(error, of.state.fileName, language(), onBug) });
      }
    }
    await sink.discard();
    change(of, { phase: 'cancelled' });
  }

  async function toFile(of: Job, file: string): Promise<Result<ExportStart>> {
    try {
      const sink = await openPartialFile(file);
      of.ended = carry(of, sink);
      return ok({ way: 'file', state: of.state });
    } catch (error) {
      const failed = exportFailure(error, of.state.fileName, language(), onBug);
      change(of, { phase: 'failed', failure: failed });
      return err(failed);
    }
  }

  function offer(of: Job): Result<ExportStart> {
    of.ticket = randomBytes(32).toString('base64url');
    setTimeout(() => {
      if (of.state.phase !== 'offered') return;
      change(of, { phase: 'failed', failure: failure('export/not-fetched', {}, language()) });
    }, offerMs).unref();
    return ok({ way: 'download', state: of.state, path: `/exports/${of.ticket}` });
  }

  async function choose(named: Parameters<ChooseFile>[0]): Promise<string | undefined> {
    choosing = true;
    try {
      return await options.chooseFile?.(named);
    } finally {
      choosing = false;
    }
  }

  function cancel(id: string): void {
    if (job?.state.id !== id || !isUnderWay(job.state)) return;
    job.cancelled = true;
    if (job.state.phase === 'offered') change(job, { phase: 'cancelled' });
    else if (job.ticket !== undefined) void job.sink?.discard();
  }

  const isBusy = () => choosing || (job !== undefined && isUnderWay(job.state));

  async function begin({ what, format, zone, at, pages }: Wish): Promise<Result<ExportStart>> {
    const fileName = `weiguan${nameParts[what]}-${stamp(at, zone)}.${format}`;
    const file = await choose({ fileName, format });
    if (options.chooseFile && file === undefined) return ok({ way: 'dismissed' });
    job = {
      state: {
        ...{ id: randomBytes(8).toString('hex'), what, format, fileName: nameOf(file) ?? fileName },
        phase: file === undefined ? 'offered' : 'running',
        ...{ rows: 0, bytes: 0, share: 0 },
      },
      pages,
      cancelled: false,
    };
    change(job, {});
    return file === undefined ? offer(job) : toFile(job, file);
  }

  return {
    async start({ format, ...asked }) {
      if (isBusy()) return err(failure('export/under-way', {}, language()));
      const at = now();
      const filter = understoodFilter(asked, at, language());
      if (!filter.ok) return filter;
      const zone = asked.zone ?? ownZone();
      const context = { language: language(), zone, listenerUrl: options.listenerUrl(), version: options.version };
      return begin({ what: 'messages', format, zone, at, pages: exportPages(store, { format, filter: filter.value, now: at, context }) });
    },
    async startRuns({ format, filter, zone = ownZone() }) {
      if (isBusy()) return err(failure('export/under-way', {}, language()));
      const at = now();
      const pages = runPages(store, { format, filter, now: at, language: language(), zone, showLooks });
      return begin({ what: 'runs', format, zone, at, pages });
    },
    async startTrail({ zone = ownZone() }) {
      if (isBusy()) return err(failure('export/under-way', {}, language()));
      return begin({ what: 'trail', format: 'jsonl', zone, at: now(), pages: trailPages(store) });
    },
    cancel,
    last: () => job?.state ?? null,
    download(ticket) {
      const of = job;
      const isOffered = of?.state.phase === 'offered' && of.sink === undefined && of.ticket !== undefined && isSame(of.ticket, ticket);
      if (!of || !isOffered) return undefined;
      return {
        fileName: of.state.fileName,
        mediaType: formats[of.state.format].mediaType,
        sendTo(sink) {
          of.ended = carry(of, sink);
          return of.ended;
        },
      };
    },
    async close() {
      if (job) cancel(job.state.id);
      await job?.ended;
    },
  };
}

/** Compares secrets, always in the same time. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
const digest = (text: string) => createHash('sha256').update(text).digest();

const nameOf = (file: string | undefined) => file?.split(/[\\/]/).at(-1);

/** Local date and time for a file's name. */
function stamp(at: number, zone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone }).format(at);
  return local.replace(' ', '-').replaceAll(':', '');
}
