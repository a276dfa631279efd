import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TargetView } from '../../../shared/target.ts';
import { CapabilityLabels, TagLabels } from '../../components/labels.tsx';
import { addressOf } from '../../stores/target-form.ts';
import styles from './local-server.module.css';

interface Props {
  target: TargetView;
  /** Absent where it isn't reached by ssh. */
  hostKey: { forgotten: boolean; forgetting: boolean; onForget: () => void } | undefined;
}

/** A server of the config file: what it is, and why it is not the console's to change. */
export function FixedServer({ target, hostKey }: Props) {
  const { t } = useTranslation();
  const { system, group, tags, aliases, services, logs, capabilities } = target;
  const separator = t('accounts.listSeparator');
  const facts = [
    [t('servers.column.address'), addressOf(target)],
    [t('servers.column.system'), t(`system.${system}`)],
    [t('server.field.aliases'), aliases.join(separator)],
    [t('servers.column.group'), group],
    [t('server.field.services'), services.join(separator)],
    [t('server.field.logs'), logs.join(separator)],
  ];
  return (
    <div className={styles.place}>
      <p className={styles.text}>{t('fixedServer.text')}</p>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className={styles.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {tags.length > 0 && (
          <div className={styles.fact}>
            <dt>{t('servers.column.tags')}</dt>
            <dd>
              <TagLabels tags={tags} />
            </dd>
          </div>
        )}
        <div className={styles.fact}>
          <dt>{t('servers.column.capabilities')}</dt>
          <dd>
            <CapabilityLabels capabilities={capabilities} />
          </dd>
        </div>
      </dl>
      {hostKey && (
        <p className={styles.text}>
          {hostKey.forgotten ? t('driver.hostKeyForgotten') : t('driver.hostKeyRule')}{' '}
          <Button size="small" loading={hostKey.forgetting} disabled={hostKey.forgotten} onClick={hostKey.onForget}>
            {t('driver.hostKeyForgetOf')}
          </Button>
        </p>
      )}
    </div>
  );
}
