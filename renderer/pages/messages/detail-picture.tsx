import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuns, useStores } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import styles from './detail-picture.module.css';
import { DetailSection } from './detail-section.tsx';

/** The picture that a row sends: that of the run which has taken it. */
export function DetailPicture({ run }: { run: string }) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const picture = useRuns((state) => state.pictures[run]);
  useEffect(() => {
    void runs.getState().loadPicture(run);
  }, [runs, run]);
  return (
    <DetailSection title={t('detail.picture')} aside={<a href={formatRoute('history', run)}>{t('action.inHistory')}</a>}>
      {picture === null ? (
        <p>{t('screenshots.gone')}</p>
      ) : picture ? (
        <img className={styles.picture} src={picture} alt={t('detail.picture')} />
      ) : (
        <div className={styles.picture} data-empty />
      )}
    </DetailSection>
  );
}
