import { useTranslation } from 'react-i18next';
import { useRuns } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import styles from './status-bar.module.css';

/** Says on every page that everything is on hold, and leads to where it is let go. */
export function HeldMark() {
  const { t } = useTranslation();
  const held = useRuns((state) => state.held);
  return held ? (
    <a href={formatRoute('history')} className={styles.held} title={t('frame.heldHint')}>
      ▲ {t('frame.held')}
    </a>
  ) : null;
}
