import { Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { sizes } from '../../theme/tokens.ts';
import { DetailFields } from './detail-fields.tsx';
import { DetailSummary } from './detail-summary.tsx';
import styles from './detail-tabs.module.css';
import { DetailWire } from './detail-wire.tsx';
import { DetailXml } from './detail-xml.tsx';
import { RelatedMessages } from './related-messages.tsx';
import { SignatureSteps } from './signature-steps.tsx';

interface Props {
  message: MessageDetail;
  /** How it came in or is being sent. */
  delivery: ReactNode;
  /** The chat, where there is no room for it beside the tabs. */
  conversation: ReactNode | undefined;
  onOpen: (id: string) => void;
  onCompare: (id: string) => void;
}

/** The sides of a message; the chosen side stays while one walks through the list. */
export function DetailTabs({ message, delivery, conversation, onOpen, onCompare }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState('summary');
  const panel = (content: ReactNode) => (
    <div className={styles.panel} key={message.id}>
      {content}
    </div>
  );
  const items = [
    { key: 'summary', label: t('detail.overview'), children: panel(<DetailSummary message={message} onOpen={onOpen} />) },
    ...(conversation === undefined ? [] : [{ key: 'conversation', label: t('detail.conversation'), children: conversation }]),
    { key: 'fields', label: t('detail.fields'), children: panel(<DetailFields message={message} />) },
    { key: 'xml', label: t('detail.xml'), children: panel(<DetailXml xml={message.xml} />) },
    { key: 'signature', label: t('detail.signature'), children: panel(<SignatureSteps signature={message.signature} />) },
    { key: 'raw', label: t('detail.raw'), children: panel(<DetailWire message={message} />) },
    { key: 'delivery', label: t('detail.delivery'), children: panel(delivery) },
    {
      key: 'related',
      label: t('detail.related'),
      children: panel(<RelatedMessages relatives={message.relatives} onOpen={onOpen} onCompare={onCompare} />),
    },
  ];
  return (
    <Tabs
      className={styles.tabs ?? ''}
      size="small"
      animated={false}
      tabBarGutter={sizes.space3}
      activeKey={items.some(({ key }) => key === chosen) ? chosen : 'summary'}
      onChange={setChosen}
      destroyOnHidden
      items={items}
    />
  );
}
