import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './first-steps.module.css';

/** For the first run: how to see the whole thing work, with no account at all. */
export function FirstSteps({ onStart }: { onStart: () => void }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('overview.stepsTitle')} className={styles.steps}>
      <h2 className={styles.title}>{t('overview.stepsTitle')}</h2>
      <ol className={styles.list}>
        {(['step1', 'step2', 'step3'] as const).map((step, index) => (
          <li key={step} className={styles.step}>
            <span aria-hidden className={styles.number}>
              {index + 1}
            </span>
            <div>
              <p className={styles.name}>{t(`overview.${step}`)}</p>
              <p>{t(`overview.${step}Text`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <Button type="primary" onClick={onStart}>
        {t('overview.start')}
      </Button>
    </section>
  );
}
