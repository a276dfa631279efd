/** How long until what failed is tried again, in ms: each time twice as long, for a keychain may ask for its password. */
const defaultRetry = { firstMs: 30_000, longestMs: 10 * 60_000 };

export interface RetriesOptions {
  /** Tries all of it once more. */
  work(): Promise<void>;
  /** Whether anything is still to be tried. */
  isLeft(): boolean;
  /** One change at a time. */
  turns<T>(work: () => Promise<T>): Promise<T>;
  onBug(error: unknown): void;
  retry?: { firstMs: number; longestMs: number } | undefined;
}

/** What the secret store refused is tried again by itself, until nothing is left. */
export interface Retries {
  /** Something failed; does nothing where a next try is under way already. */
  later(): void;
  /** Somebody waits for what is left: the next try is made at once, or as soon as the shortest pause is over. */
  soon(): void;
  close(): void;
}

export function createRetries({ work, isLeft, turns, onBug, retry = defaultRetry }: RetriesOptions): Retries {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let waitMs = retry.firstMs;
  let triedAt = performance.now();
  let isSoon = false;

  function arm(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void turns(again).catch(onBug), ms).unref();
  }

  function later(): void {
    if (timer || isClosed) return;
    arm(waitMs);
    waitMs = Math.min(2 * waitMs, retry.longestMs);
  }

  function soon(): void {
    if (!timer || isSoon) return;
    isSoon = true;
    // why the pause: a try may put the keychain's question for its password on the screen
    arm(Math.max(0, triedAt + retry.firstMs - performance.now()));
  }

  async function again(): Promise<void> {
    timer = undefined;
    isSoon = false;
    if (isClosed) return;
    await work();
    triedAt = performance.now();
    if (isLeft()) later();
    else waitMs = retry.firstMs;
  }

  return {
    later,
    soon,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
