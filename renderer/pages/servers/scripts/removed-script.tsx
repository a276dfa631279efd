import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import styles from '../../../components/toasts.module.css';
import { UndoToast } from '../../../components/undo-toast.tsx';
import { findListed } from '../../../components/use-list-walk.ts';

/** Long enough to think better of it, in ms. */
const shownMs = 30_000;

interface Props {
  script: SavedScript;
  onUndo: () => void;
  onDismiss: () => void;
}

/** Which script was just deleted, and the way to bring it back. */
export function RemovedScript({ script, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.toasts} aria-live="polite">
      <UndoToast
        key={script.id}
        text={t('scripts.deleted', { name: script.name })}
        undo={t('scripts.undo')}
        dismiss={t('scripts.dismiss')}
        next={() => findListed('script', [script.id])}
        {...{ shownMs, onUndo, onDismiss }}
      />
    </section>
  );
}
