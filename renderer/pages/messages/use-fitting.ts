import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { fitting } from './chip-fit.ts';

/** What of a line there is room for. */
interface Fitting {
  /** Goes on the line; its children are what has to fit. */
  line: RefObject<HTMLDivElement | null>;
  /** So many of them fit. */
  shown: number;
  /** Where the last one of these ends, in px: the button for the others stands there. */
  end: number;
}

/** Measures how many of a line's children fit, after each change of them or of its width. All of them have to be laid out. */
export function useFitting(buttonPx: number): Fitting {
  const line = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState({ shown: Number.POSITIVE_INFINITY, end: 0 });
  const measure = useCallback(() => {
    const element = line.current;
    if (!element) return;
    const ends = [...element.children].map((child) => (child instanceof HTMLElement ? child.offsetLeft + child.offsetWidth : 0));
    const shown = fitting(ends, element.clientWidth, buttonPx);
    const end = ends[shown - 1] ?? 0;
    setFit((before) => (before.shown === shown && before.end === end ? before : { shown, end }));
  }, [buttonPx]);
  useLayoutEffect(measure);
  useEffect(() => {
    const element = line.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);
  return { line, ...fit };
}
