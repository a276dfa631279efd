import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Gives the focus to an element, unless something has it: where what had it is gone or can't be used any more, nothing has. */
export function takeUpFocus(element: HTMLElement | null | undefined): void {
  if (document.activeElement?.matches('body, :disabled')) element?.focus({ preventScroll: true });
}

/** For what stands in the place of what had the focus: takes it up when it appears, and with each new step. */
export function useLostFocus<Element extends HTMLElement>(isWanted = true, step?: string): RefObject<Element | null> {
  const element = useRef<Element>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what had the focus may go with each step
  useEffect(() => {
    if (isWanted) takeUpFocus(element.current);
  }, [isWanted, step]);
  return element;
}

/**
 * For what goes: where the focus was in it, what is next gets it.
 * @param next finds it, given what the element stood in
 */
export function useHandedFocus<Element extends HTMLElement>(
  next: (around: HTMLElement | null) => HTMLElement | null | undefined,
): RefObject<Element | null> {
  const element = useRef<Element>(null);
  const find = useRef(next);
  const around = useRef<HTMLElement | null>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    find.current = next;
  });
  useLayoutEffect(() => {
    const here = element.current;
    around.current = here?.parentElement ?? null;
    return () => {
      hadFocus.current = here?.contains(document.activeElement) ?? false;
    };
  }, []);
  useEffect(
    () => () => {
      if (hadFocus.current) takeUpFocus(find.current(around.current));
    },
    [],
  );
  return element;
}
