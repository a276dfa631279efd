import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { DetailFields } from './detail-fields.tsx';
import { DetailSummary } from './detail-summary.tsx';
import styles from './detail-tabs.module.css';
import { DetailWire } from './detail-wire.tsx';
import { DetailXml } from './detail-xml.tsx';
import { SignatureSteps } from './signature-steps.tsx';

/** The sides of a message; the chosen side stays while one walks through the list. */
export function DetailTabs({ message }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const [side, setSide] = useState('summary');
  const panel = (content: React.JSX.Element) => (
    <div className={styles.panel} key={message.id}>
      {content}
    </div>
  );
  return (
    <Tabs
      className={styles.tabs ?? ''}
      size="small"
      animated={false}
      activeKey={side}
      onChange={setSide}
      destroyOnHidden
      items={[
        { key: 'summary', label: t('detail.overview'), children: panel(<DetailSummary message={message} />) },
        { key: 'fields', label: t('detail.fields'), children: panel(<DetailFields message={message} />) },
        { key: 'xml', label: t('detail.xml'), children: panel(<DetailXml xml={message.xml} />) },
        { key: 'signature', label: t('detail.signature'), children: panel(<SignatureSteps signature={message.signature} />) },
        { key: 'raw', label: t('detail.raw'), children: panel(<DetailWire message={message} />) },
      ]}
    />
  );
}
