/** Rows come to the screen so often at the most, in ms: nobody reads faster, and each time costs a paint. */
const spacingMs = 100;
/** A page that isn't on the screen gets no frames; its rows come in so often all the same, in ms. */
const hiddenMs = 250;

type FrameWindow = Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame' | 'setTimeout' | 'clearTimeout'>;

/**
 * Runs something in the window's next frame, or, soon after it did so before, in the first one when `spacingMs` are
 * over; the returned function calls it off.
 */
export function frameOf(window: FrameWindow): (run: () => void) => () => void {
  let ranAt = Number.NEGATIVE_INFINITY;
  return (run) => {
    let frame = 0;
    const cancel = () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(pause);
      window.clearTimeout(patience);
    };
    const once = () => {
      cancel();
      ranAt = performance.now();
      run();
    };
    const ask = () => {
      frame = window.requestAnimationFrame(once);
    };
    const rest = ranAt + spacingMs - performance.now();
    const pause = rest > 0 ? window.setTimeout(ask, rest) : undefined;
    const patience = window.setTimeout(once, hiddenMs);
    if (pause === undefined) ask();
    return cancel;
  };
}
