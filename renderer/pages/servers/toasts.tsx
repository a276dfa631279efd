import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import styles from '../../components/toasts.module.css';
import { UndoToast } from '../../components/undo-toast.tsx';

interface Props {
  /** How many were just added at once; null where that was not the last thing done. */
  added: number | null;
  onSeen: () => void;
  deleted: { id: string; name: string }[];
  failureOf: (id: string) => Failure | undefined;
  isBusy: (id: string) => boolean;
  onUndo: (id: string) => void;
  onDismiss: (id: string) => void;
}

/** What was just done, above the foot of the page: deleted servers can still be brought back. */
export function Toasts({ added, onSeen, deleted, failureOf, isBusy, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('servers.toasts')} aria-live="polite" className={styles.toasts}>
      {added !== null && <Added count={added} onSeen={onSeen} />}
      {deleted.map(({ id, name }) => (
        <UndoToast
          key={id}
          text={t('servers.deleted', { name })}
          failure={failureOf(id)}
          undo={t('servers.undo')}
          dismiss={t('servers.dismiss')}
          isBusy={isBusy(id)}
          onUndo={() => onUndo(id)}
          onDismiss={() => onDismiss(id)}
        />
      ))}
    </section>
  );
}

/** Long enough to be read, in ms. */
const shownMs = 8000;

function Added({ count, onSeen }: { count: number; onSeen: () => void }) {
  const { t } = useTranslation();
  const seen = useRef(onSeen);
  useEffect(() => {
    const timer = setTimeout(() => seen.current(), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.toast}>
      <span className={styles.text}>{t('serverImport.added', { n: count })}</span>
    </p>
  );
}
