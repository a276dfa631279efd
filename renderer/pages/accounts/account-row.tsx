import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account-view.ts';
import { Time } from '../../components/time.tsx';
import { formatRoute } from '../../stores/route.ts';
import { AccountMark } from './account-mark.tsx';
import styles from './account-row.module.css';

interface Props {
  account: AccountView;
  lastMessageAt: number | undefined;
  now: number;
  open: boolean;
  /** There are changes that are not saved. */
  unsaved: boolean;
}

/** One account: its name, its platform and id, and how it stands. */
export function AccountRow({ account, lastMessageAt, now, open, unsaved }: Props) {
  const { t } = useTranslation();
  const { id, name, platform, origin } = account;
  const verified = account.verifications.find(({ failure }) => !failure);
  return (
    <a
      href={formatRoute('accounts', id)}
      className={styles.row}
      data-testid="account-row"
      data-account={id}
      aria-current={open ? 'true' : undefined}
      data-enabled={account.enabled}
    >
      <span className={styles.head}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        {unsaved && (
          <span className={styles.unsaved}>
            <span aria-hidden>●</span> {t('accounts.unsaved')}
          </span>
        )}
        {origin !== 'console' && <Tag variant="filled">{t(`accounts.${origin}`)}</Tag>}
      </span>
      <span className={styles.facts}>
        <span>{t(`platform.${platform}`)}</span>
        <code className={styles.id}>{id}</code>
      </span>
      <span className={styles.facts}>
        <AccountMark account={account} lastMessageAt={lastMessageAt} />
        {verified && (
          <span className={styles.when}>
            {t('accounts.verifiedAt')} <Time at={verified.at} now={now} />
          </span>
        )}
      </span>
    </a>
  );
}
