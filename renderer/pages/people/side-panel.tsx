import type { ReactNode } from 'react';
import { CloseButton } from '../../components/close-button.tsx';
import styles from './side-panel.module.css';

interface Props {
  title: string;
  /** For a form with more in it. */
  isWide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** What is done beside the list of people or roles, with a name and a way out. */
export function SidePanel({ title, isWide = false, onClose, children }: Props) {
  return (
    <aside className={styles.panel} data-wide={isWide} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <CloseButton onClose={onClose} />
      </div>
      {children}
    </aside>
  );
}
