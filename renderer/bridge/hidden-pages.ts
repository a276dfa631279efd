/** Whoever looks at another page for a moment finds this one as it was, in ms. */
const hiddenMs = 30_000;
const place = 'weiguan.unseen-events';

type Page = Pick<Document, 'visibilityState' | 'addEventListener'>;

/**
 * A browser opens six connections to a host, and each page of the console holds one for its events: with six pages open no
 * call would be answered any more. Of those that nobody sees one keeps its events, so that its title still tells what is
 * down; the others rest until they are seen, or until that one is closed. Where the browser has no locks none rests.
 * @param rest ends the events (`true`), or lets them come again
 */
export function restUnseen(page: Page, locks: LockManager | undefined, rest: (isResting: boolean) => void): void {
  if (!locks) return;
  /** What ends the wait, or gives the place up. */
  let seen: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Has the events come until the page is seen, as soon as it has the place. */
  const keepEvents = (signal: AbortSignal) => {
    rest(false);
    return new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(true)));
  };

  async function keepOne(shared: LockManager, { signal }: AbortController): Promise<void> {
    const isKept = await shared.request(place, { ifAvailable: true }, (lock) => lock !== null && keepEvents(signal));
    if (isKept || signal.aborted) return;
    rest(true);
    await shared.request(place, { signal }, () => keepEvents(signal));
  }

  function hide(shared: LockManager): void {
    const hidden = new AbortController();
    seen = hidden;
    // why: a wait that is called off fails
    timer = setTimeout(() => void keepOne(shared, hidden).catch(() => undefined), hiddenMs);
  }

  page.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    seen?.abort();
    if (page.visibilityState === 'hidden') hide(locks);
    else rest(false);
  });
  if (page.visibilityState === 'hidden') hide(locks);
}
