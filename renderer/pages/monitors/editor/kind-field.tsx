import { useTranslation } from 'react-i18next';
import type { CheckKind, checkKinds } from '../../../../shared/monitor/check-spec.ts';
import styles from './kind-field.module.css';

interface Props {
  kind: CheckKind;
  onChange: (kind: CheckKind) => void;
}

/** The most wanted first. */
const order: readonly CheckKind[] = ['http', 'tcp', 'ping', 'metrics', 'ssh', 'dns', 'push'] satisfies (typeof checkKinds)[number][];

/** Which kind of check, each with a line that says what it is for. */
export function KindField({ kind, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.kinds}>
      <legend className="only-read">{t('monitorForm.kind')}</legend>
      <div className={styles.options}>
        {order.map((value) => (
          <label key={value} className={styles.option} data-chosen={value === kind}>
            <input
              type="radio"
              name="monitor-kind"
              className={styles.radio}
              value={value}
              checked={value === kind}
              onChange={() => onChange(value)}
            />
            {t(`monitorKind.${value}`)}
          </label>
        ))}
      </div>
      <p className={styles.about} role="status">
        {t(`monitorKind.about.${kind}`)}
      </p>
    </fieldset>
  );
}
