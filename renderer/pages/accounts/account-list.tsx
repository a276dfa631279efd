import { ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountView, SecretsState } from '../../../shared/account-view.ts';
import { useNow } from '../../components/use-now.ts';
import type { AccountForm } from '../../stores/account-form.ts';
import styles from './account-list.module.css';
import { AccountRow } from './account-row.tsx';
import { DraftRow } from './draft-row.tsx';
import { SecretsLine } from './secrets-line.tsx';

interface Props {
  accounts: AccountView[];
  openId: string | null;
  isUnsaved: (id: string) => boolean;
  lastMessageAt: (id: string) => number | undefined;
  /** null until it is known. */
  secrets: SecretsState | null;
  /** The account that is being added. */
  draft: AccountForm | undefined;
  adding: boolean;
  onAdd: () => void;
  onImport: () => void;
  onRetry: () => void;
}

/** All accounts, and where their secrets are. */
export function AccountList({ accounts, openId, isUnsaved, lastMessageAt, secrets, draft, adding, onAdd, onImport, onRetry }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <section aria-label={t('accounts.list')} className={styles.list}>
      <div className={styles.actions}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} title={`${t('accounts.addAccount')} (n)`} onClick={onAdd}>
          {t('accounts.add')}
        </Button>
        <Button icon={<ImportOutlined aria-hidden />} title={t('accounts.importTitle')} onClick={onImport}>
          {t('accounts.import')}
        </Button>
      </div>
      <ul className={styles.rows}>
        {accounts.map((account) => (
          <li key={account.id}>
            <AccountRow
              account={account}
              lastMessageAt={lastMessageAt(account.id)}
              now={now}
              open={account.id === openId}
              unsaved={isUnsaved(account.id)}
            />
          </li>
        ))}
        {draft && (
          <li>
            <DraftRow draft={draft} open={adding} />
          </li>
        )}
      </ul>
      {secrets && <SecretsLine secrets={secrets} onRetry={onRetry} />}
    </section>
  );
}
