import { useTranslation } from 'react-i18next';
import type { Capability } from '../../shared/target.ts';
import styles from './labels.module.css';

/** What can be done to a server, as small labels. */
export function CapabilityLabels({ capabilities }: { capabilities: Capability[] }) {
  const { t } = useTranslation();
  return (
    <span className={styles.labels}>
      {capabilities.length === 0 && <span className={styles.label}>{t('servers.noDrivers')}</span>}
      {capabilities.map((capability) => (
        <span key={capability} className={styles.label} title={t(`capability.hint.${capability}`)}>
          {t(`capability.${capability}`)}
        </span>
      ))}
    </span>
  );
}

/** The tags of a server or a monitor. */
export function TagLabels({ tags }: { tags: string[] }) {
  return (
    <span className={styles.labels}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag} title={tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}
