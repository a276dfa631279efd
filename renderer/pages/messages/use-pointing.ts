import { useEffect, useRef } from 'react';

/** A pointer that rests this long is not about to click, in ms. */
const restMs = 1200;

/** Tells whether the pointer moves over an element; goes on the element as its handlers. */
export function usePointing(onPointing: (pointing: boolean) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      onPointing(false);
    },
    [onPointing],
  );
  return {
    onPointerMove: () => {
      clearTimeout(timer.current);
      onPointing(true);
      timer.current = setTimeout(() => onPointing(false), restMs);
    },
    onPointerLeave: () => {
      clearTimeout(timer.current);
      onPointing(false);
    },
  };
}
