import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CurlCopy } from '../../../shared/inspection.ts';
import type { MessageDetail } from '../../../shared/message-log.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { CopyAction, CopyButton } from '../../components/copy-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { prettyXml } from '../../text/xml.ts';
import styles from './detail-actions.module.css';

interface Props {
  message: MessageDetail;
  onReplay: () => void;
  onCompare: () => void;
  onCurl: () => Promise<Result<CurlCopy>>;
}

/** What can be done with the message. */
export function DetailActions({ message, onReplay, onCompare, onCurl }: Props) {
  const { t } = useTranslation();
  const incoming = message.direction === 'in';
  return (
    <div role="toolbar" aria-label={t('detail.actions')} className={styles.actions}>
      {incoming && (
        <Button size="small" onClick={onReplay}>
          {t('replay.open')}
        </Button>
      )}
      <Button size="small" onClick={onCompare}>
        {t('compare.open')}
      </Button>
      {incoming && <CurlButton key={message.id} onCurl={onCurl} />}
      <CopyButton text={asJson(message)} what={t('detail.json')} labelled />
      {message.xml && <CopyButton text={prettyXml(message.xml)} what={t('copy.xml')} labelled />}
    </div>
  );
}

/** The message as JSON; what only searches need is left out. */
const asJson = (message: MessageDetail) =>
  JSON.stringify(message, (name, value: unknown) => (name === 'searchText' ? undefined : value), 2);

/** Copies the command line, and says what it does, for how long, and where it is to be run. */
function CurlButton({ onCurl }: Pick<Props, 'onCurl'>) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<CurlCopy | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const copy = async () => {
    setCopied(null);
    const made = await onCurl();
    setFailure(made.ok ? null : made.error);
    if (!made.ok) return false;
    try {
      await navigator.clipboard.writeText(made.value.text);
    } catch {
      return false;
    }
    setCopied(made.value);
    return true;
  };
  return (
    <>
      <CopyAction what={t('detail.curl')} refused={t('copy.failed')} onCopy={copy} labelled />
      {copied && (
        <p role="status" className={styles.note}>
          {copied.seconds === 0 ? t('detail.curlForEver') : t('detail.curlFor', { minutes: Math.floor(copied.seconds / 60) })}
          {copied.shell === 'powershell' && ` ${t('detail.curlPowerShell')}`}
        </p>
      )}
      {failure && (
        <div className={styles.note}>
          <FailureNote failure={failure} />
        </div>
      )}
    </>
  );
}
