import { useTranslation } from 'react-i18next';
import type { AccountView, CallbackSecretName, SecretMark } from '../../../../shared/account-view.ts';
import { CopyAction, CopyButton } from '../../../components/copy-button.tsx';
import { QrCode } from '../../../components/qr-code.tsx';
import { useAge } from '../../../components/use-age.ts';
import { sizes } from '../../../theme/tokens.ts';
import styles from './paste-list.module.css';
import { PasteRow } from './paste-row.tsx';

interface Props {
  account: AccountView | undefined;
  url: string;
  /** The gateway can put secrets on the clipboard. */
  clipboard: boolean;
  onCopy: (secret: CallbackSecretName) => Promise<boolean>;
}

/** The three things that go into WeChat's console, and the URL as a QR code. */
export function PasteList({ account, url, clipboard, onCopy }: Props) {
  const { t } = useTranslation();
  const age = useAge();
  const told = (present: SecretMark | undefined, pending: SecretMark | undefined): string => {
    const mark = pending ?? present;
    if (!mark) return t('guide.notSet');
    const word = t(pending ? 'guide.newValue' : 'guide.present');
    return mark.changedAt === undefined ? word : `${word} · ${age(mark.changedAt)}`;
  };
  const secret = (name: CallbackSecretName, label: string) => {
    const present = account?.secrets[name];
    const pending = account?.pending[name];
    const canCopy = clipboard && account?.origin === 'console' && (present ?? pending) !== undefined;
    return (
      <PasteRow name={label} value={told(present, pending)}>
        {canCopy && <CopyAction what={label} refused={t('copy.refused')} onCopy={() => onCopy(name)} />}
      </PasteRow>
    );
  };
  return (
    <div className={styles.list}>
      <dl className={styles.rows}>
        <PasteRow name={t('guide.pasteUrl')} value={<code>{url}</code>}>
          <CopyButton text={url} what={t('guide.pasteUrl')} />
        </PasteRow>
        {secret('token', t('guide.pasteToken'))}
        {account?.mode !== 'plaintext' && secret('encodingAesKey', t('guide.pasteKey'))}
      </dl>
      <QrCode text={url} label={t('guide.qr')} size={sizes.qr} className={styles.qr} />
    </div>
  );
}
