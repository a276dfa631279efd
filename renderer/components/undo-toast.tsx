import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import type { Failure } from '../../shared/result.ts';
import { CloseButton } from './close-button.tsx';
import styles from './toasts.module.css';
import { useFailureText } from './use-failure-text.ts';
import { useHandedFocus } from './use-lost-focus.ts';

interface Props {
  text: string;
  /** All of it, where the text is cut. */
  title?: string | undefined;
  /** Why it could not be undone, in the place of the text. */
  failure?: Failure | undefined;
  undo: string;
  dismiss: string;
  isBusy?: boolean;
  /** It goes by itself after so many ms. */
  shownMs?: number;
  /** Where the focus goes once it is gone. */
  next: () => HTMLElement | null | undefined;
  onUndo: () => void;
  onDismiss: () => void;
}

/** What was just taken away, and the way to bring it back. To be keyed by what it is. */
export function UndoToast({ text, title, failure, undo, dismiss, isBusy = false, shownMs, next, onUndo, onDismiss }: Props) {
  const toast = useHandedFocus<HTMLParagraphElement>(next);
  const gone = useRef(onDismiss);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // why: the button that took it away is gone, and with it the focus
    button.current?.focus({ preventScroll: true });
    if (shownMs === undefined) return;
    const timer = setTimeout(() => gone.current(), shownMs);
    return () => clearTimeout(timer);
  }, [shownMs]);
  return (
    <p ref={toast} className={styles.toast}>
      <span className={styles.text} title={title}>
        {failure ? <FailureWords failure={failure} /> : text}
      </span>
      <Button ref={button} type="link" size="small" loading={isBusy} onClick={onUndo}>
        {undo}
      </Button>
      <CloseButton label={dismiss} onClose={onDismiss} />
    </p>
  );
}

function FailureWords({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <>
      <span aria-hidden>▲ </span>
      {message} {hint}
    </>
  );
}
