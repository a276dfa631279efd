import { useEffect, useRef } from 'react';
import { readKey } from '../text/keys.ts';

/** A second key later than this starts afresh, in ms. */
const sequenceMs = 1000;

const typing = 'input, textarea, select, [contenteditable="true"], dialog, [role="menu"], .ant-dropdown-open';
/** Elements that act upon Enter themselves. */
const acting = 'button, a, [role="tab"], [role="option"], [role="separator"]';

/** Binds strokes (`j`, `g m`, `mod+k`) while the component is mounted. Typing, open dialogs and menus are left alone. */
export function useKeys(strokes: Record<string, () => void>): void {
  const current = useRef(strokes);
  useEffect(() => {
    current.current = strokes;
  });
  useEffect(() => {
    let before = '';
    let at = 0;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      const stroke = readKey(event, event.timeStamp - at < sequenceMs ? before : '');
      const isTyping = target?.closest(typing) || document.querySelector('dialog[open]');
      if (isTyping && !stroke.name.startsWith('mod+')) return;
      if (event.key === 'Enter' && target?.closest(acting)) return;
      before = stroke.waiting ? stroke.name : '';
      at = event.timeStamp;
      const act = stroke.waiting ? undefined : current.current[stroke.name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
