import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { AddedToast } from '../../components/added-toast.tsx';
import styles from '../../components/toasts.module.css';
import { UndoToast } from '../../components/undo-toast.tsx';
import { findListed } from '../../components/use-list-walk.ts';

interface Props {
  /** The ids of those that were just added at once; null where that was not the last thing done. */
  added: string[] | null;
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
      {added && <AddedToast text={t('serverImport.added', { n: added.length })} listed="server" ids={added} onSeen={onSeen} />}
      {deleted.map(({ id, name }) => (
        <UndoToast
          key={id}
          text={t('servers.deleted', { name })}
          failure={failureOf(id)}
          undo={t('servers.undo')}
          dismiss={t('servers.dismiss')}
          isBusy={isBusy(id)}
          next={() => findListed('server', [id])}
          onUndo={() => onUndo(id)}
          onDismiss={() => onDismiss(id)}
        />
      ))}
    </section>
  );
}
