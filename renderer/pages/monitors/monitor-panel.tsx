import { type ReactNode, useEffect, useRef } from 'react';
import { CloseButton } from '../../components/close-button.tsx';
import styles from './monitor-panel.module.css';

interface Props {
  /** What the panel is, for those who don't see it. */
  label: string;
  title: string;
  /** Beside the title. */
  mark?: ReactNode;
  /** Below the title. */
  head?: ReactNode;
  /** It is to be filled in: its first field gets the focus, else the panel itself does. */
  isForm?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What is open, beside the list and never above it. */
export function MonitorPanel({ label, title, mark, head, isForm = false, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const within = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
    const first = isForm ? (within('[data-first] input') ?? within('input')) : panel.current;
    first?.focus({ preventScroll: true });
  }, [isForm]);
  return (
    <aside ref={panel} tabIndex={-1} aria-label={label} className={styles.panel}>
      <div className={styles.head}>
        <div className={styles.line}>
          <h2 className={styles.title} title={title}>
            {title}
          </h2>
          {mark}
          <CloseButton onClose={onClose} />
        </div>
        {head}
      </div>
      {children}
    </aside>
  );
}
