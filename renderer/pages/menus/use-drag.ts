import { type PointerEvent as ReactPointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { type DropSide, dropPlace, dropSide } from './drop-place.ts';
import { isTaken, type MenuShape, type Place } from './places.ts';

/** A button that is being dragged, and where it would go. */
export interface Drag {
  from: Place;
  over: Place | null;
  side: DropSide | null;
  to: Place | undefined;
  /** Where the pointer is in the window, in px. */
  at: { x: number; y: number };
}

/** So far the pointer moves before a press is a drag, in px. */
const threshold = 5;

/** The place that an element of the phone stands for, as its `data-place` says. */
function placeOf(element: Element | null): { place: Place; rect: DOMRect } | undefined {
  const button = element?.closest<HTMLElement>('[data-place]');
  if (!button?.dataset.place) return undefined;
  const [top = 0, sub] = button.dataset.place.split('.').map(Number);
  return { place: sub === undefined ? [top] : [top, sub], rect: button.getBoundingClientRect() };
}

/** Dragging buttons on the phone by pointer, mouse and finger alike. */
export function useDrag(shape: MenuShape, { onOver, onDrop }: { onOver(top: number): void; onDrop(from: Place, to: Place): void }) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = useRef<{ from: Place; x: number; y: number } | null>(null);
  const current = useRef<Drag | null>(null);
  const latest = useRef({ shape, onOver, onDrop });
  useEffect(() => {
    latest.current = { shape, onOver, onDrop };
  });
  const show = useCallback((next: Drag | null) => {
    current.current = next;
    setDrag(next);
  }, []);

  useEffect(() => {
    const move = (event: PointerEvent) => {
      const start = press.current;
      if (!start) return;
      if (!current.current && Math.hypot(event.clientX - start.x, event.clientY - start.y) < threshold) return;
      show(dragAt(start.from, event, latest.current));
    };
    const drop = () => {
      const dragged = current.current;
      press.current = null;
      if (!dragged) return;
      // why: the click that ends a drag would select what lies under the pointer
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      show(null);
      if (dragged.to) latest.current.onDrop(dragged.from, dragged.to);
    };
    const cancel = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (current.current) event.preventDefault();
      press.current = null;
      show(null);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', cancel, { capture: true });
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', cancel, { capture: true });
    };
  }, [show]);

  return {
    drag,
    begin(event: ReactPointerEvent, from: Place) {
      if (event.button === 0 && isTaken(shape, from)) press.current = { from, x: event.clientX, y: event.clientY };
    },
  };
}

const swallow = (event: Event) => event.stopPropagation();

function dragAt(from: Place, { clientX, clientY }: PointerEvent, { shape, onOver }: { shape: MenuShape; onOver(top: number): void }): Drag {
  const hit = placeOf(document.elementFromPoint(clientX, clientY));
  const at = { x: clientX, y: clientY };
  if (!hit) return { from, over: null, side: null, to: undefined, at };
  const { place, rect } = hit;
  const side = dropSide(rect, at, place, isTaken(shape, place));
  const opensOthers = from.length === 1 && (shape.subs[from[0]] ?? 0) > 0;
  if (side === 'into' && place[0] !== from[0]) onOver(place[0]);
  const into = side === 'into' && (opensOthers || place[0] === from[0]);
  const to = into ? undefined : dropPlace(from, place, side, shape.subs[place[0]] ?? 0);
  return { from, over: place, side, to, at };
}
