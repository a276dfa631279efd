/** A page that isn't on the screen gets no frames; its rows come in so often all the same, in ms. */
const hiddenMs = 250;

/** Runs something in the window's next frame; the returned function calls it off. */
export const frameOf =
  (window: Pick<Window, 'requestAnimationFrame' | 'cancelAnimationFrame' | 'setTimeout' | 'clearTimeout'>) =>
  (run: () => void): (() => void) => {
    const cancel = () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
    const once = () => {
      cancel();
      run();
    };
    const frame = window.requestAnimationFrame(once);
    const timer = window.setTimeout(once, hiddenMs);
    return cancel;
  };
