import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account-view.ts';
import { type Look, Mark } from '../../components/mark.tsx';
import { type AccountStanding, standingOf } from '../../stores/account-form.ts';
import styles from './account-mark.module.css';
import { useFieldTexts } from './use-field-texts.ts';

const looks: Record<AccountStanding, Look> = {
  disabled: { shape: '○', tone: 'quiet' },
  unread: { shape: '▲', tone: 'warning' },
  incomplete: { shape: '▲', tone: 'warning' },
  refused: { shape: '■', tone: 'down' },
  changing: { shape: '◐', tone: 'working' },
  connected: { shape: '●', tone: 'ok' },
  ready: { shape: '◐', tone: 'working' },
};

/** How an account stands: a shape and its words. */
export function AccountMark({ account, lastMessageAt }: { account: AccountView; lastMessageAt: number | undefined }) {
  const { t } = useTranslation();
  const { labels } = useFieldTexts(account.platform);
  const standing = standingOf(account, lastMessageAt);
  const words = t(`standing.${standing}`, { names: labels(account.missing) });
  return (
    <span className={styles.standing} title={words}>
      <Mark {...looks[standing]} />
      <span className={styles.words}>{words}</span>
    </span>
  );
}
