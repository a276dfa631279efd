import { type RefObject, useEffect, useRef } from 'react';
import { firstOffer } from './empty.tsx';
import { useKeys } from './use-keys.ts';

/** What a list is of; its links carry the id, as in `data-server`. */
export type Listed = 'account' | 'server' | 'script' | 'monitor' | 'incident' | 'rule' | 'run';

interface Walk {
  /** For the element that holds the links. */
  place: RefObject<HTMLDivElement | null>;
  /** Puts the focus on the first link. */
  enter: () => void;
}

/** Walks the links of a list with `j`, `k` and the arrows; where one is open, the next one is opened. */
export function useListWalk(listed: Listed, openId: string | null, onOpen: (id: string) => void): Walk {
  const place = useRef<HTMLDivElement>(null);
  const links = () => [...(place.current?.querySelectorAll<HTMLElement>(`[data-${listed}]`) ?? [])];
  const step = (by: number) => {
    const all = links();
    const focused = all.findIndex((link) => link.matches(':focus'));
    const at = focused >= 0 ? focused : all.findIndex(({ dataset }) => openId !== null && dataset[listed] === openId);
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    const id = next?.dataset[listed];
    if (openId !== null && id !== undefined) onOpen(id);
  };
  useKeys({ j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1) });
  return { place, enter: () => links()[0]?.focus() };
}

/** The first of these in the list; the first of all where none is in it; where it is empty, what can be done about that. */
export function findListed(listed: Listed, ids: readonly string[]): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>(`[data-${listed}]`)];
  return all.find(({ dataset }) => ids.includes(dataset[listed] ?? '')) ?? all[0] ?? document.querySelector<HTMLElement>(firstOffer);
}

/** When what is open is closed, the focus goes back to where it stands in the list, unless something else has it. */
export function useReturnOfFocus(listed: Listed, openId: string | null): void {
  const before = useRef(openId);
  useEffect(() => {
    const closed = openId === null ? before.current : null;
    before.current = openId;
    if (closed !== null && document.activeElement === document.body) findListed(listed, [closed])?.focus();
  }, [listed, openId]);
}
