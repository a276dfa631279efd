import { Button, Switch } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import { Mark } from '../../components/mark.tsx';
import type { FormDriver } from '../../stores/target-form.ts';
import type { Trial } from '../../stores/targets.ts';
import { formatMs } from '../../text/format.ts';
import styles from './driver-section.module.css';

interface Props {
  kind: FormDriver;
  on: boolean;
  /** Its fields are filled in. */
  isTriable: boolean;
  trial: Trial | undefined;
  onSwitch: (on: boolean) => void;
  onTry: () => void;
  children: ReactNode;
}

/** One way to a server: switched on or off, and tried in its place. */
export function DriverSection({ kind, on, isTriable, trial, onSwitch, onTry, children }: Props) {
  const { t } = useTranslation();
  const about = useId();
  const driver = t(`driver.${kind}`);
  return (
    <fieldset className={styles.section} aria-describedby={about}>
      <legend className={styles.title}>{driver}</legend>
      <p id={about} className={styles.about}>
        {t(`driver.about.${kind}`)}
      </p>
      <Switch className={styles.switch ?? ''} checked={on} aria-label={t('driver.on', { driver })} onChange={onSwitch} />
      {on && (
        <div className={styles.fields}>
          {children}
          <div className={styles.trial}>
            <Button
              size="small"
              disabled={!isTriable}
              loading={trial?.state === 'trying'}
              aria-label={t('driver.tryOf', { driver })}
              onClick={onTry}
            >
              {t('driver.try')}
            </Button>
            <p role="status" className={styles.result} data-testid={`trial-${kind}`}>
              {trial?.state === 'trying' && t('driver.trying')}
              {trial?.state === 'found' && <Found ms={trial.ms} found={trial.found} />}
              {!trial && !isTriable && t('driver.tryFirst')}
            </p>
          </div>
          {trial?.state === 'failed' && <FailureNote failure={trial.failure} />}
        </div>
      )}
    </fieldset>
  );
}

function Found({ ms, found }: { ms: number; found: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Mark shape="●" tone="ok" /> <span className={styles.works}>{t('driver.works', { ms: formatMs(ms) })}</span> {found}
    </>
  );
}
