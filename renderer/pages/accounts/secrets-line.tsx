import { LockOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { SecretsState } from '../../../shared/account-view.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import styles from './account-list.module.css';

/** Where the secrets are kept, or why they can't be. */
export function SecretsLine({ secrets, onRetry }: { secrets: SecretsState; onRetry: () => void }) {
  const { t } = useTranslation();
  if (secrets.failure) {
    return (
      <div className={styles.store}>
        <FailureNote failure={secrets.failure} onRetry={onRetry} />
      </div>
    );
  }
  return (
    <p className={styles.store}>
      <LockOutlined aria-hidden /> {t(`secretStore.${secrets.kind}`)}
    </p>
  );
}
