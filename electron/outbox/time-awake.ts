/**
 * Tells for how long, in ms, the program has been at work without a gap. While the computer sleeps nothing is tried, nor is
 * it in the hours that a clock skips when it is put right: after either the count begins anew.
 * @param now Unix time in ms
 * @param gapMs it is asked more often than this
 */
export function timeAwake(now: () => number, gapMs: number): () => number {
  let since = now();
  let last = since;
  return () => {
    const at = now();
    if (at > last + gapMs || at < since) since = at;
    last = at;
    return at - since;
  };
}
