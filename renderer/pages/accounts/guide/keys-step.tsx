import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../../shared/account-view.ts';
import type { Failure } from '../../../../shared/result.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { isChanging } from '../../../stores/account-form.ts';

interface Props {
  account: AccountView | undefined;
  clipboard: boolean;
  busy: boolean;
  failure: Failure | undefined;
  onGenerate: () => void;
}

/** Where Token and EncodingAESKey come from: made here, or, without a clipboard, made by WeChat's console. */
export function KeysStep({ account, clipboard, busy, failure, onGenerate }: Props) {
  const { t } = useTranslation();
  if (!account) return <p>{t('guide.generateFirst')}</p>;
  const hasBoth = account.secrets.token !== undefined && account.secrets.encodingAesKey !== undefined;
  if (account.origin !== 'console') return <p>{t('guide.keysSet')}</p>;
  if (!clipboard) return <p>{t('guide.noClipboard')}</p>;
  return (
    <>
      <p>{t('guide.generateHint')}</p>
      <p>
        <Button size="small" loading={busy} onClick={onGenerate}>
          {t(hasBoth || isChanging(account) ? 'guide.generateAgain' : 'guide.generate')}
        </Button>
      </p>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
