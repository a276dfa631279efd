import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Checkbox, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import type { CompareState } from '../../stores/compare.ts';
import { compareFields, compareXml } from '../../text/compare.ts';
import { CompareFields } from './compare-fields.tsx';
import styles from './compare-view.module.css';
import { CompareXml } from './compare-xml.tsx';
import { DetailSection } from './detail-section.tsx';

/** Two messages side by side: fields and XML aligned, differences marked. */
export function CompareView({ compare }: { compare: CompareState }) {
  const { t } = useTranslation();
  const { one, other, end, reload } = compare;
  const failed = [one, other].find((side) => side.state === 'failed');
  return (
    <section aria-label={t('compare.title')} className={styles.view}>
      <p>
        <Button type="link" size="small" icon={<ArrowLeftOutlined />} className={styles.back ?? ''} onClick={end}>
          {t('compare.close')}
        </Button>
      </p>
      {failed && <FailureNote failure={failed.failure} onRetry={() => void reload()} />}
      {!failed && (!one.value || !other.value) && <Skeleton active paragraph={{ rows: 8 }} />}
      {one.value && other.value && <Both first={one.value} second={other.value} />}
    </section>
  );
}

function Both({ first, second }: { first: MessageDetail; second: MessageDetail }) {
  const { t } = useTranslation();
  const [onlyDifferences, setOnlyDifferences] = useState(false);
  const fields = compareFields(first, second);
  const differing = fields.filter(({ standing }) => standing !== 'same');
  const lines = compareXml(first.xml, second.xml);
  return (
    <>
      <div className={styles.heads}>
        <Head message={first} />
        <Head message={second} />
      </div>
      <DetailSection
        title={t('compare.fields')}
        aside={
          <Checkbox checked={onlyDifferences} onChange={(event) => setOnlyDifferences(event.target.checked)}>
            {t('compare.onlyDifferences')}
          </Checkbox>
        }
      >
        <p role="status" className={styles.count}>
          {differing.length === 0 ? t('compare.none') : t('compare.count', { n: differing.length })}
        </p>
        <CompareFields fields={onlyDifferences ? differing : fields} />
      </DetailSection>
      {(first.xml || second.xml) && (
        <DetailSection title={t('compare.xml')}>
          <CompareXml lines={onlyDifferences ? lines.filter(({ standing }) => standing !== 'same') : lines} />
        </DetailSection>
      )}
    </>
  );
}

function Head({ message }: { message: MessageDetail }) {
  const now = useNow();
  return (
    <div className={styles.head}>
      <strong>#{message.id}</strong> <Time at={message.at} now={now} />
      <p className={styles.summary} title={message.summary}>
        {message.person} {message.summary}
      </p>
    </div>
  );
}
