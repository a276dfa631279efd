import { CloseOutlined, QrcodeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../../shared/target.ts';
import { ActionDesk } from './action-desk.tsx';
import styles from './chosen-bar.module.css';

interface Props {
  targets: TargetView[];
  onLabels: () => void;
  onClear: () => void;
}

/** What can be done to all the servers that were chosen in the table, below it. */
export function ChosenBar({ targets, onLabels, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} data-testid="chosen-bar">
      <div className={styles.head}>
        <p className={styles.count} role="status" title={targets.map(({ name }) => name).join('\n')}>
          {t('action.chosen', { n: targets.length })}
        </p>
        <Button type="text" size="small" icon={<QrcodeOutlined aria-hidden />} title={t('labels.title')} onClick={onLabels}>
          {t('labels.short')}
        </Button>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} onClick={onClear}>
          {t('action.clear')}
        </Button>
      </div>
      <ActionDesk key={targets.map(({ id }) => id).join()} targets={targets} place="#/servers" isPlanShown />
    </div>
  );
}
