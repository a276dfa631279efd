import { Button, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { newAccount } from '../../stores/accounts.ts';
import { useMenus, useOverview, useRoute, useStores } from '../../stores/context.ts';
import { DeskBar } from './desk-bar.tsx';
import { MenuEditor } from './menu-editor.tsx';
import styles from './menus-page.module.css';

/** The menus of the accounts: the one that the address names, else the one that was open last. */
export function MenusPage() {
  const { t } = useTranslation();
  const { menus, menuTaps, route } = useStores();
  const part = useRoute((state) => state.part);
  const accounts = useOverview((state) => state.overview.value?.accounts);
  const last = useMenus((state) => state.account);
  const account = accounts?.find(({ id }) => id === (part ?? last)) ?? (part === null ? accounts?.[0] : undefined);
  const id = account?.id;
  const desk = useMenus((state) => (id === undefined ? undefined : state.desks[id]));
  const unreached = useMenus((state) => (id === undefined ? undefined : state.unreached[id]));
  const { go } = route.getState();

  useEffect(() => {
    if (id === undefined) return;
    menus.getState().open(id);
    menuTaps.getState().open(id);
    const save = () => void menus.getState().flush(id);
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, [menus, menuTaps, id]);

  if (!accounts) return <Waiting />;
  if (accounts.length === 0) {
    return (
      <Empty title={t('menus.noAccountsTitle')} text={t('menus.noAccounts')}>
        <Button type="primary" onClick={() => go('accounts', newAccount)}>
          {t('menus.addAccount')}
        </Button>
      </Empty>
    );
  }
  if (!account) {
    return (
      <Empty text={t('menus.noSuch', { id: part ?? '' })}>
        <Button onClick={() => go('menus', accounts[0]?.id)}>{t('menus.toFirst')}</Button>
      </Empty>
    );
  }
  const open = (chosen: string) => go('menus', chosen);
  if (desk) return <MenuEditor key={account.id} account={account} accounts={accounts} desk={desk} onAccount={open} />;
  const none = () => {};
  return (
    <div className={styles.page}>
      <DeskBar {...{ account, accounts, desk: undefined, onAccount: open }} onUndo={none} onRedo={none} onPull={none} onPublish={none} />
      {unreached ? (
        <div className={styles.padded}>
          <FailureNote failure={unreached} onRetry={() => void menus.getState().load(account.id)} />
        </div>
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className={styles.padded} role="status" aria-label={t('app.loading')}>
      <Skeleton active paragraph={{ rows: 10 }} />
    </div>
  );
}
