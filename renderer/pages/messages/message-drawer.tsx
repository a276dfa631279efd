import { CloseOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import type { Loadable } from '../../stores/loadable.ts';
import { DetailHead } from './detail-head.tsx';
import { DetailTabs } from './detail-tabs.tsx';
import styles from './message-drawer.module.css';
import { WidthHandle } from './width-handle.tsx';

interface Props {
  detail: Loadable<MessageDetail>;
  accountName: (id: string) => string;
  /** In px. */
  width: number;
  onWidth: (px: number) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
  onRetry: () => void;
}

/** The open message, beside the list and never above it. */
export function MessageDrawer({ detail, accountName, width, onWidth, onOpen, onClose, onRetry }: Props) {
  const { t } = useTranslation();
  const message = detail.value;
  return (
    <aside aria-label={t('detail.title')} className={styles.drawer} style={{ width }}>
      <WidthHandle width={width} onWidth={onWidth} />
      <Button
        type="text"
        size="small"
        className={styles.close ?? ''}
        icon={<CloseOutlined />}
        aria-label={t('app.close')}
        title={`${t('app.close')} (Esc)`}
        onClick={onClose}
      />
      {message && <DetailHead message={message} accountName={accountName(message.account)} onOpen={onOpen} />}
      {detail.state === 'failed' && (
        <div className={styles.padded}>
          <FailureNote failure={detail.failure} onRetry={onRetry} />
        </div>
      )}
      {message && <DetailTabs message={message} />}
      {detail.state === 'loading' && !message && (
        <div className={styles.padded} role="status" aria-label={t('app.loading')}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      )}
    </aside>
  );
}
