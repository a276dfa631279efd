import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import styles from './server-panel.module.css';

interface Props {
  head: ReactNode;
  failure: Failure | undefined;
  /** It is to be filled in: its first field gets the focus, else the panel itself does. */
  isNew: boolean;
  children: ReactNode;
}

/** The open server, beside the list and never above it. */
export function ServerPanel({ head, failure, isNew, children }: Props) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const first = isNew ? panel.current?.querySelector('input') : panel.current;
    first?.focus({ preventScroll: true });
  }, [isNew]);
  return (
    <aside ref={panel} tabIndex={-1} aria-label={t('servers.open')} className={styles.panel}>
      {head}
      {failure && (
        <div className={styles.failure}>
          <FailureNote failure={failure} />
        </div>
      )}
      {children}
    </aside>
  );
}
