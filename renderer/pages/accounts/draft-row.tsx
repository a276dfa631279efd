import { useTranslation } from 'react-i18next';
import type { AccountForm } from '../../stores/account-form.ts';
import { newAccount } from '../../stores/accounts.ts';
import { formatRoute } from '../../stores/route.ts';
import styles from './account-row.module.css';

/** The account that is being added. */
export function DraftRow({ draft, open }: { draft: AccountForm; open: boolean }) {
  const { t } = useTranslation();
  return (
    <a href={formatRoute('accounts', newAccount)} className={styles.row} aria-current={open ? 'true' : undefined}>
      <span className={styles.head}>
        <span className={styles.name}>{draft.name || t('accounts.addAccount')}</span>
        <span className={styles.unsaved}>
          <span aria-hidden>●</span> {t('accounts.unsaved')}
        </span>
      </span>
      <span className={styles.facts}>
        <span>{t(`platform.${draft.platform}`)}</span>
        <code className={styles.id}>{draft.id}</code>
      </span>
    </a>
  );
}
