import { useTranslation } from 'react-i18next';
import { AddedToast } from '../../components/added-toast.tsx';
import styles from '../../components/toasts.module.css';
import { UndoToast } from '../../components/undo-toast.tsx';
import { findListed } from '../../components/use-list-walk.ts';
import { useMonitors, useStores } from '../../stores/context.ts';
import type { DeletedMonitors } from '../../stores/monitors.ts';

interface Props {
  /** The ids of those that were just imported; null where that was not the last thing done. */
  added: string[] | null;
  onSeen: () => void;
}

/** What was just done, above the foot of the page: deleted monitors can still be brought back. */
export function MonitorToasts({ added, onSeen }: Props) {
  const { t } = useTranslation();
  const deleted = useMonitors((state) => state.deleted);
  return (
    <section aria-label={t('monitors.toasts')} aria-live="polite" className={styles.toasts}>
      {added && <AddedToast text={t('monitors.added', { n: added.length })} listed="monitor" ids={added} onSeen={onSeen} />}
      {deleted.map((one) => (
        <Deleted key={one.key} deleted={one} />
      ))}
    </section>
  );
}

function Deleted({ deleted: { key, ids, name } }: { deleted: DeletedMonitors }) {
  const { t } = useTranslation();
  const { monitors } = useStores();
  const failure = useMonitors((state) => state.failures[key]?.failure);
  const busy = useMonitors((state) => state.busy[key] === 'restore');
  const { restore, letGo } = monitors.getState();
  return (
    <UndoToast
      text={ids.length === 1 ? t('monitors.deleted', { name }) : t('monitors.deletedMany', { n: ids.length })}
      title={name}
      failure={failure}
      undo={t('monitors.undo')}
      dismiss={t('monitors.dismiss')}
      isBusy={busy}
      next={() => findListed('monitor', ids)}
      onUndo={() => void restore(key)}
      onDismiss={() => letGo(key)}
    />
  );
}
