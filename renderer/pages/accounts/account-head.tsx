import { CopyOutlined, DeleteOutlined, ExportOutlined, PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account-view.ts';
import type { AccountAct } from '../../stores/accounts.ts';
import styles from './account-head.module.css';
import { AccountMark } from './account-mark.tsx';

export type OpenTray = 'export' | 'delete' | null;

interface Props {
  account: AccountView;
  lastMessageAt: number | undefined;
  busy: AccountAct | undefined;
  tray: OpenTray;
  onTray: (tray: OpenTray) => void;
  onEnable: (enabled: boolean) => void;
  onDuplicate: () => void;
}

/** The account's name and standing, and what can be done to it as a whole. */
export function AccountHead({ account, lastMessageAt, busy, tray, onTray, onEnable, onDuplicate }: Props) {
  const { t } = useTranslation();
  const { name, id, platform, origin, enabled } = account;
  const isOurs = origin === 'console';
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h2 className={styles.name} title={name}>
          {name}
        </h2>
        {origin !== 'console' && <Tag variant="filled">{t(`accounts.${origin}`)}</Tag>}
        <AccountMark account={account} lastMessageAt={lastMessageAt} />
        <span className={styles.facts}>
          {t(`platform.${platform}`)} · <code>{id}</code>
        </span>
      </div>
      {origin !== 'sandbox' && (
        <div className={styles.actions}>
          {isOurs && (
            <Button
              size="small"
              icon={enabled ? <PauseCircleOutlined aria-hidden /> : <PlayCircleOutlined aria-hidden />}
              loading={busy === 'enable'}
              title={t('accounts.disableHint')}
              onClick={() => onEnable(!enabled)}
            >
              {t(enabled ? 'accounts.disable' : 'accounts.enable')}
            </Button>
          )}
          <Button
            size="small"
            icon={<CopyOutlined aria-hidden />}
            loading={busy === 'duplicate'}
            title={t('accounts.duplicateHint')}
            onClick={onDuplicate}
          >
            {t('accounts.duplicate')}
          </Button>
          <Button
            size="small"
            icon={<ExportOutlined aria-hidden />}
            aria-expanded={tray === 'export'}
            onClick={() => onTray(tray === 'export' ? null : 'export')}
          >
            {t('accounts.export')}
          </Button>
          {isOurs && (
            <Button
              size="small"
              danger
              icon={<DeleteOutlined aria-hidden />}
              aria-expanded={tray === 'delete'}
              onClick={() => onTray(tray === 'delete' ? null : 'delete')}
            >
              {t('accounts.delete')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
