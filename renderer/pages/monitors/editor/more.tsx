import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './more.module.css';

interface Props {
  /** Something in it has to be looked at. */
  isNeeded: boolean;
  children: ReactNode;
}

/** What most people never need, behind one click. */
export function More({ isNeeded, children }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen || isNeeded} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('monitorForm.more')}</summary>
      <div className={styles.fields}>{children}</div>
    </details>
  );
}
