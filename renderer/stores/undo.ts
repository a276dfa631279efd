import { limits } from '../../shared/limits.ts';

/** The offer to undo goes so long before the gateway can't any more, in ms: a click has its way to go. */
const clickMs = 3000;

/** Offers to bring back what was deleted, each until it has run out. */
export interface UndoOffers {
  begin(key: string): void;
  end(key: string): void;
  endAll(): void;
}

/** @param letGo takes an offer that has run out away */
export function createUndoOffers(letGo: (key: string) => void): UndoOffers {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  function end(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }
  return {
    begin(key) {
      end(key);
      timers.set(key, setTimeout(letGo, limits.undoMs - clickMs, key));
    },
    end,
    endAll() {
      for (const key of [...timers.keys()]) end(key);
    },
  };
}
