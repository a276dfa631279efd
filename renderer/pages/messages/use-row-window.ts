import { type RefObject, useEffect, useRef, useState } from 'react';

/** Rows of one height in a scroller: which of them are on the screen. */
interface RowWindow {
  scroller: RefObject<HTMLDivElement | null>;
  /** The first and last row that the eye sees. */
  first: number;
  last: number;
  /** Goes on the scroller. */
  onScroll: () => void;
  /** Scrolls just so far that a row is seen. */
  reveal: (index: number) => void;
}

/**
 * Finds the visible rows by arithmetic: a list of a million rows costs as much as a short one.
 * @param rowPx the height of each row
 */
export function useRowWindow(count: number, rowPx: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ first: 0, fits: 0 });
  const measure = () => {
    const element = scroller.current;
    if (!element) return;
    const first = Math.floor(element.scrollTop / rowPx);
    const fits = Math.ceil(element.clientHeight / rowPx);
    setSeen((before) => (before.first === first && before.fits === fits ? before : { first, fits }));
  };
  const measured = useRef(measure);
  measured.current = measure;
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => measured.current());
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.min(seen.first, count - 1));
  return {
    scroller,
    first,
    last: Math.min(count - 1, first + seen.fits),
    onScroll: measure,
    reveal(index) {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowPx;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowPx > element.scrollTop + element.clientHeight) element.scrollTop = top + rowPx - element.clientHeight;
    },
  };
}
