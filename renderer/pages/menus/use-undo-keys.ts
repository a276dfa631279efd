import { useEffect, useRef } from 'react';

interface Steps {
  undo(): void;
  redo(): void;
}

/** Fields whose text isn't part of the draft undo by themselves. */
const own = '[data-own-undo], dialog';

/** Ctrl/⌘ Z and Ctrl/⌘ Shift Z (or Y) for the whole page, its fields included: their text is part of the draft. */
export function useUndoKeys(steps: Steps): void {
  const current = useRef(steps);
  useEffect(() => {
    current.current = steps;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (!['z', 'y'].includes(key) || (event.target instanceof Element && event.target.closest(own))) return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) current.current.redo();
      else current.current.undo();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
