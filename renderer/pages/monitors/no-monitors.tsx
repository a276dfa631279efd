import { CloudServerOutlined, FieldTimeOutlined, GlobalOutlined, NodeIndexOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import styles from './no-monitors.module.css';

const starts = ['http', 'tcp', 'metrics', 'push'] as const;
const icons = { http: GlobalOutlined, tcp: NodeIndexOutlined, metrics: CloudServerOutlined, push: FieldTimeOutlined };

interface Props {
  onStart: (kind: (typeof starts)[number]) => void;
  onImport: () => void;
}

/** Before there is a monitor: a button for each of the common cases. */
export function NoMonitors({ onStart, onImport }: Props) {
  const { t } = useTranslation();
  return (
    <Empty title={t('monitors.emptyTitle')} text={t('monitors.empty')}>
      <ul className={styles.starts}>
        {starts.map((kind) => {
          const Icon = icons[kind];
          return (
            <li key={kind}>
              <button type="button" className={styles.start} onClick={() => onStart(kind)}>
                <Icon aria-hidden className={styles.icon} />
                <span className={styles.what}>{t(`monitors.start.${kind}`)}</span>
                <span className={styles.hint}>{t(`monitors.startHint.${kind}`)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <Button type="link" onClick={onImport}>
        {t('monitors.startImport')}
      </Button>
    </Empty>
  );
}

/** Nothing meets the filters. */
export function NoneFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty text={t('monitors.none')}>
      <Button onClick={onClear}>{t('monitors.clear')}</Button>
    </Empty>
  );
}
