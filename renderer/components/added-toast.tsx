import { useEffect, useRef } from 'react';
import styles from './toasts.module.css';
import { findListed, type Listed } from './use-list-walk.ts';

/** Long enough to be read, in ms. */
const shownMs = 8000;

interface Props {
  text: string;
  listed: Listed;
  /** What was added. */
  ids: readonly string[];
  onSeen: () => void;
}

/** How many were just added at once; the first of them gets the focus. */
export function AddedToast({ text, listed, ids, onSeen }: Props) {
  const seen = useRef(onSeen);
  const isEntered = useRef(false);
  // why: the list hears of them later than whoever added them, and is entered at its first row until then
  useEffect(() => {
    const first = findListed(listed, ids);
    if (isEntered.current || !ids.includes(first?.dataset[listed] ?? '')) return;
    isEntered.current = true;
    if (document.activeElement?.matches(`body, [data-${listed}]`)) first?.focus();
  });
  useEffect(() => {
    const timer = setTimeout(() => seen.current(), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.toast}>
      <span className={styles.text}>{text}</span>
    </p>
  );
}
