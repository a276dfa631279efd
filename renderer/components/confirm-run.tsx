import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPlan } from '../../shared/run.ts';
import styles from './confirm-run.module.css';

interface Props {
  plan: Pick<RunPlan, 'line' | 'targets'>;
  /** What is about to be done, such as "Shut down"; without it the whole line is said. */
  label?: string;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/**
 * Asks once more before something dangerous, in its place: the button says what is done to which server. For several
 * servers their number has to be typed.
 */
export function ConfirmRun({ plan, label, busy, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { targets, line } = plan;
  const count = targets.length;
  const isMany = count > 1;
  const isSure = !isMany || typed.trim().normalize('NFKC') === String(count);
  const what = isMany ? t('confirmRun.servers', { n: count }) : (targets[0] ?? '');
  const confirm = () => {
    if (isSure && !busy) onConfirm();
  };
  return (
    <fieldset className={styles.sure} aria-label={t('confirmRun.title')}>
      {isMany && (
        <Input
          size="small"
          autoFocus
          className={styles.count ?? ''}
          inputMode="numeric"
          aria-label={t('confirmRun.count', { n: count })}
          placeholder={t('confirmRun.count', { n: count })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={confirm}
          onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        />
      )}
      <Button
        size="small"
        danger
        type="primary"
        autoFocus={!isMany}
        disabled={!isSure}
        loading={busy}
        title={line}
        // why: a key that is still held from the stroke before says nothing
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={confirm}
      >
        {label === undefined ? t('confirmRun.do', { line }) : t('confirmRun.doTo', { label, what })}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('app.cancel')}
      </Button>
    </fieldset>
  );
}
