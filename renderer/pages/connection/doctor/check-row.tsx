import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CheckId, type CheckReport, checkIds } from '../../../../shared/doctor.ts';
import { checkNames } from '../../../../shared/doctor-names.ts';
import { useSettings } from '../../../stores/context.ts';
import { formatMs } from '../../../text/format.ts';
import { CheckMark } from './check-mark.tsx';
import { CheckMend } from './check-mend.tsx';
import styles from './check-row.module.css';
import { Found } from './found.tsx';

interface Props {
  id: CheckId;
  /** Absent until it has been run. */
  check: CheckReport | undefined;
  disabled: boolean;
  onRun: () => void;
}

/** One check: how it went, what was found, and how to mend what is wrong. */
export function CheckRow({ id, check, disabled, onRun }: Props) {
  const { t } = useTranslation();
  const state = check?.state ?? 'idle';
  const language = useSettings((current) => current.language);
  const name = checkNames[id][language];
  const runName = t('doctor.runOne', { name });
  const isOver = check !== undefined && state !== 'waiting' && state !== 'running';
  const waitsFor = checkIds.find((one) => state === 'skipped' && one === check?.failure?.params?.check);
  return (
    <li className={styles.check} data-testid="check" data-id={id} data-state={state}>
      <div className={styles.line}>
        <CheckMark state={state} />
        <span className={styles.name}>{name}</span>
        <span className={styles.found} title={check?.found}>
          {isOver && check.found !== undefined ? (
            <Found id={id} found={check.found} />
          ) : waitsFor ? (
            t('doctor.waitsFor', { name: checkNames[waitsFor][language] })
          ) : (
            t(`doctor.state.${state}`)
          )}
        </span>
        <span className={styles.ms}>{isOver && state !== 'skipped' && check.ms !== undefined && check.ms > 0 && formatMs(check.ms)}</span>
        <Button
          type="text"
          size="small"
          className={styles.run ?? ''}
          icon={<ReloadOutlined />}
          aria-label={runName}
          title={runName}
          disabled={disabled}
          onClick={onRun}
        />
      </div>
      {isOver && check.failure && !waitsFor && <CheckMend failure={check.failure} state={state} />}
    </li>
  );
}
