import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../../shared/overview.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { spinner } from '../spinner.ts';
import styles from './moved-banner.module.css';

interface Props {
  before: string;
  publicUrl: string;
  /** Those whose callback URL stands in WeChat's console. */
  accounts: AccountStatus[];
  busy: boolean;
  onDone: () => void;
}

/** The public URL is another one: what has to be changed where, and that it has been. */
export function MovedBanner({ before, publicUrl, accounts, busy, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <section role="alert" aria-label={t('tunnel.moved')} className={styles.banner} data-testid="url-moved">
      <div className={styles.head}>
        <span aria-hidden className={styles.mark}>
          ▲
        </span>
        <h3 className={styles.title}>{t('tunnel.moved')}</h3>
        <Button type="primary" size="small" loading={spinner(busy)} onClick={onDone}>
          {t('tunnel.movedDone')}
        </Button>
      </div>
      <p className={styles.before}>
        {t('tunnel.movedFrom')} <s>{before}</s>
      </p>
      <p>{accounts.length === 0 ? t('tunnel.movedNone') : t('tunnel.movedWhat')}</p>
      <ul className={styles.accounts}>
        {accounts.map(({ id, name, platform, callbackPath }) => (
          <li key={id}>
            <p className={styles.account}>
              <b>{name}</b> <span>{t(`tunnel.movedPlace.${platform}`)}</span>
            </p>
            <p className={styles.url}>
              <code>{publicUrl + callbackPath}</code>
              <CopyButton text={publicUrl + callbackPath} what={t('tunnel.movedUrl')} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
