import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DetailSection } from './detail-section.tsx';
import styles from './wire-text.module.css';

/** The request and the body as they went over the wire. */
export function DetailWire({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const { request, raw, direction } = message;
  // What an admin sends through again has no request of its own.
  const came = request && request.method !== '' ? request : undefined;
  return (
    <>
      {!came && direction !== 'out' && <p className={styles.none}>{t('detail.noRequest')}</p>}
      {came && (
        <DetailSection title={t('detail.request')}>
          <Facts
            facts={[
              [t('detail.method'), came.method],
              [t('detail.path'), came.path],
              [t('detail.remote'), came.remoteAddress],
            ]}
          />
        </DetailSection>
      )}
      {came && Object.keys(came.query).length > 0 && (
        <DetailSection title={t('detail.query')}>
          <Facts facts={Object.entries(came.query)} />
        </DetailSection>
      )}
      {came && (
        <DetailSection title={t('detail.headers')}>
          <Facts facts={[['user-agent', came.userAgent], ...Object.entries(came.headers ?? {})]} />
        </DetailSection>
      )}
      {raw && (
        <DetailSection title={t('detail.body')} aside={<CopyButton text={raw} what={t('copy.body')} />}>
          <pre className={styles.wire}>{raw}</pre>
        </DetailSection>
      )}
    </>
  );
}

function Facts({ facts }: { facts: (readonly [string, string])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
