import type { Failure } from '../../shared/result.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { Timing } from '../timing.ts';

/** The way that WeChat takes to this computer leads elsewhere now, is cut, or is whole again. */
export type WayNews = { kind: 'moved' } | { kind: 'cut'; failure?: Failure } | { kind: 'back' };

/** Follows the tunnel's state for those who are to hear of it. */
export interface WayWatch {
  changed(state: TunnelState): void;
  close(): void;
}

/** A way that is cut for a shorter time is no news, in ms: it is opened again by itself. */
const patienceMs = 3 * 60_000;
/** One that comes and goes is told so often at the most, in ms. */
const restMs = 30 * 60_000;
/** A timer that comes so late (ms) was held back by the computer's sleep; after that networks need their time. */
const asleepMs = 10_000;

const isCut = ({ state }: TunnelState) => state === 'retrying' || state === 'failed';

type Clockwork = Pick<Timing, 'now' | 'after'>;

/** Tells at once that the public URL is another one; of one that changes again, once the rest is over, where nobody has seen to it. */
function watchUrl(timing: Clockwork, tell: (news: WayNews) => void): WayWatch {
  let movedTo: string | undefined;
  let toldAt: number | undefined;
  let callOff: (() => void) | undefined;

  function tellNow(): void {
    callOff = undefined;
    toldAt = timing.now();
    tell({ kind: 'moved' });
  }

  return {
    changed({ publicUrl, publicUrlBefore }) {
      const to = publicUrlBefore === undefined ? undefined : publicUrl;
      if (to === movedTo) return;
      movedTo = to;
      callOff?.();
      callOff = undefined;
      if (movedTo === undefined) return;
      const waitMs = toldAt === undefined ? 0 : toldAt + restMs - timing.now();
      if (waitMs > 0) callOff = timing.after(waitMs, tellNow);
      else tellNow();
    },
    close: () => callOff?.(),
  };
}

/** Tells once each that the public URL is another one, that nothing comes through for minutes, and that it does again. */
export function watchWay(timing: Clockwork, tell: (news: WayNews) => void): WayWatch {
  const url = watchUrl(timing, tell);
  let last: TunnelState | undefined;
  let toldCutAt: number | undefined;
  let isToldCut = false;
  let callOff: (() => void) | undefined;

  function wait(ms: number): void {
    const dueAt = timing.now() + ms;
    callOff = timing.after(ms, () => {
      callOff = undefined;
      if (timing.now() > dueAt + asleepMs) return wait(patienceMs);
      [isToldCut, toldCutAt] = [true, timing.now()];
      tell({ kind: 'cut', ...(last?.failure && { failure: last.failure }) });
    });
  }

  function noteCut(state: TunnelState): void {
    if (isCut(state)) {
      if (!isToldCut && !callOff) wait(Math.max(patienceMs, (toldCutAt ?? Number.NEGATIVE_INFINITY) + restMs - timing.now()));
      return;
    }
    if (state.state === 'starting') return;
    callOff?.();
    callOff = undefined;
    // why: under another URL it isn't whole before that is known to WeChat
    if (isToldCut && state.state === 'up' && state.publicUrlBefore === undefined) tell({ kind: 'back' });
    isToldCut = false;
  }

  return {
    changed(state) {
      last = state;
      url.changed(state);
      noteCut(state);
    },
    close() {
      url.close();
      callOff?.();
    },
  };
}
