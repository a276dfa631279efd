import { CloudDownloadOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import styles from './desk-bar.module.css';
import { StateLine } from './state-line.tsx';

interface Props {
  account: Account;
  accounts: Account[];
  desk: MenuDesk | undefined;
  onAccount: (id: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  onPull: () => void;
  onPublish: () => void;
}

/** Whose menu it is, how it stands, and what is done to all of it. */
export function DeskBar({ account, accounts, desk, onAccount, onUndo, onRedo, onPull, onPublish }: Props) {
  const { t } = useTranslation();
  const { host } = useStores();
  const mod = host.os === 'macos' ? '⌘' : 'Ctrl+';
  const steps = desk?.history;
  return (
    <div className={styles.bar}>
      <Select
        className={styles.account ?? ''}
        aria-label={t('menus.account')}
        value={account.id}
        options={accounts.map(({ id, name, platform }) => ({ value: id, label: `${name} · ${t(`platform.${platform}`)}` }))}
        onChange={onAccount}
      />
      {desk ? <StateLine desk={desk} /> : <span className={styles.space} />}
      <Button
        type="text"
        icon={<UndoOutlined />}
        aria-label={t('menus.undo')}
        title={`${t('menus.undo')} (${mod}Z)`}
        disabled={!steps || steps.past.length === 0}
        onClick={onUndo}
      />
      <Button
        type="text"
        icon={<RedoOutlined />}
        aria-label={t('menus.redo')}
        title={`${t('menus.redo')} (${mod}Shift+Z)`}
        disabled={!steps || steps.future.length === 0}
        onClick={onRedo}
      />
      <Button
        icon={<CloudDownloadOutlined aria-hidden />}
        title={t('menus.pullHint')}
        disabled={!desk}
        loading={desk?.busy === 'pull'}
        onClick={onPull}
      >
        {t('menus.pull')}
      </Button>
      <Button type="primary" disabled={!desk} loading={desk?.busy === 'publish' || desk?.state.publishing === true} onClick={onPublish}>
        {t(desk?.busy === 'publish' ? 'menus.publishing' : 'menus.toPublish')}
      </Button>
    </div>
  );
}
