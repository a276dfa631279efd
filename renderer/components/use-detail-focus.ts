import { type RefObject, useEffect, useRef } from 'react';
import { takeUpFocus } from './use-lost-focus.ts';

interface DetailFocus {
  /** For the detail, which has to be able to take the focus. */
  detail: RefObject<HTMLElement | null>;
  /** Leads into the detail of one, which may be yet to open. */
  enter: (id: string) => void;
}

/**
 * Leads the focus into the detail beside a list, and back when it is closed.
 * @param home where the focus goes then, unless something else has it
 */
export function useDetailFocus(openId: string | null, home: (closed: string) => HTMLElement | null | undefined): DetailFocus {
  const detail = useRef<HTMLElement>(null);
  const entering = useRef<string | null>(null);
  const before = useRef(openId);
  const find = useRef(home);
  useEffect(() => {
    find.current = home;
  });
  useEffect(() => {
    if (openId !== null && openId === entering.current) detail.current?.focus({ preventScroll: true });
    entering.current = null;
    if (openId === null && before.current !== null) takeUpFocus(find.current(before.current));
    before.current = openId;
  }, [openId]);
  const enter = (id: string) => {
    if (id === openId) detail.current?.focus({ preventScroll: true });
    else entering.current = id;
  };
  return { detail, enter };
}
