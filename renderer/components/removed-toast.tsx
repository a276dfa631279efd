import { useTranslation } from 'react-i18next';
import styles from './removed-toast.module.css';
import { UndoToast } from './undo-toast.tsx';

/** Long enough to think better of it, in ms. */
const shownMs = 15_000;

interface Props {
  text: string;
  /** Where the focus goes once it is gone. */
  next: () => HTMLElement | null | undefined;
  onUndo: () => void;
  onDismiss: () => void;
}

/** What was just removed, at the foot of its list. To be keyed by what it is. */
export function RemovedToast(props: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.place} role="status">
      <UndoToast {...props} undo={t('people.undo')} dismiss={t('people.dismiss')} shownMs={shownMs} />
    </div>
  );
}
