import { type AddedBeat, type Beat, beatStates } from '../../shared/monitor/beats.ts';
import type { Store } from '../store/store.ts';
import type { BeatRow } from '../store/tables/monitor-beats.ts';
import type { Timing } from '../timing.ts';

export interface BeatWriterOptions {
  store: Pick<Store, 'do'>;
  timing: Pick<Timing, 'after'>;
  /** The beats of about a second. */
  onAdded(beats: AddedBeat[]): void;
  onBug(error: unknown): void;
}

/** Puts beats on disk, those of a second in one go. */
export interface BeatWriter {
  /** @param seq the number that the monitor's beats go by */
  add(seq: number, monitor: string, beat: Beat): void;
  /** What was added until now is on disk when it resolves. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const togetherMs = 1_000;
/** While the disk refuses, so many beats wait; older ones are given up. */
const mostWaiting = 50_000;

export function createBeatWriter({ store, timing, onAdded, onBug }: BeatWriterOptions): BeatWriter {
  let rows: BeatRow[] = [];
  const news: AddedBeat[] = [];
  let callOff: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (news.length > 0) onAdded(news.splice(0));
    const beats = rows;
    rows = [];
    if (beats.length === 0) return;
    try {
      await store.do('beats.add', { beats });
    } catch (error) {
      onBug(error);
      rows = [...beats, ...rows].slice(-mostWaiting);
    }
  }
  function flush(): Promise<void> {
    callOff?.();
    callOff = undefined;
    writing = writing.then(write);
    return writing;
  }

  return {
    add(seq, monitor, beat) {
      rows.push([seq, beat.at, beatStates.indexOf(beat.state), beat.ms ?? null]);
      news.push({ monitor, ...beat });
      callOff ??= timing.after(togetherMs, () => void flush());
    },
    flush,
    close: flush,
  };
}
