import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DetailSection } from './detail-section.tsx';
import styles from './wire-text.module.css';

/** The request and the body as they went over the wire. */
export function DetailWire({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const { request, raw } = message;
  return (
    <>
      {request && (
        <DetailSection title={t('detail.request')}>
          <dl className={styles.facts}>
            <dt>{t('detail.method')}</dt>
            <dd>{request.method}</dd>
            <dt>{t('detail.path')}</dt>
            <dd>{request.path}</dd>
            <dt>{t('detail.remote')}</dt>
            <dd>{request.remoteAddress}</dd>
            <dt>{t('detail.agent')}</dt>
            <dd>{request.userAgent}</dd>
            {Object.entries(request.query).flatMap(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{value}</dd>])}
          </dl>
        </DetailSection>
      )}
      {raw && (
        <DetailSection title={t('copy.body')} aside={<CopyButton text={raw} what={t('copy.body')} />}>
          <pre className={styles.wire}>{raw}</pre>
        </DetailSection>
      )}
    </>
  );
}
