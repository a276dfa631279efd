import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../shared/target.ts';
import { CapabilityLabels } from '../../components/labels.tsx';
import styles from './local-server.module.css';

/** The computer that the gateway runs on: what can be done to it. It is not the console's to change. */
export function LocalServer({ target }: { target: TargetView }) {
  const { t } = useTranslation();
  const { system, capabilities } = target;
  return (
    <div className={styles.place}>
      <p className={styles.text}>{t('servers.localText')}</p>
      <dl className={styles.facts}>
        <dt>{t('servers.column.system')}</dt>
        <dd>{t(`system.${system}`)}</dd>
        <dt>{t('servers.column.capabilities')}</dt>
        <dd>
          <CapabilityLabels capabilities={capabilities} />
        </dd>
      </dl>
    </div>
  );
}
