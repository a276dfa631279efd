import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useListWalk, useReturnOfFocus } from '../../components/use-list-walk.ts';
import { formOf, freeId, newForm } from '../../stores/account-form.ts';
import { importing, listedAccounts, newAccount, shownAccount } from '../../stores/accounts.ts';
import { useAccounts, useOverview, useRoute, useStores } from '../../stores/context.ts';
import { AccountDetail } from './account-detail.tsx';
import { AccountList } from './account-list.tsx';
import styles from './accounts-page.module.css';
import { ChoosePlatform } from './choose-platform.tsx';
import { ImportPanel } from './import-panel.tsx';
import { NoAccounts, NoSuchAccount } from './no-accounts.tsx';

/** The accounts, and beside them the one that is open, is being added or is being imported. */
export function AccountsPage() {
  const { t } = useTranslation();
  const { accounts: store, route } = useStores();
  const state = useAccounts((current) => current);
  const statuses = useOverview((current) => current.overview.value?.accounts);
  const part = useRoute((current) => current.part);
  const { accounts, drafts } = state;
  const { go } = route.getState();

  const list = listedAccounts(accounts.value ?? []);
  const ids = list.map(({ id }) => id);
  const open = part === null ? shownAccount(list) : list.find(({ id }) => id === part);
  const add = () => go('accounts', newAccount);
  const { place } = useListWalk('account', open?.id ?? part, (id) => go('accounts', id));
  useKeys({ n: add, Escape: () => go('accounts') });
  useReturnOfFocus('account', part);

  if (accounts.state === 'failed' && !accounts.value) {
    return (
      <div className={styles.padded}>
        <FailureNote failure={accounts.failure} onRetry={() => void store.getState().load()} />
      </div>
    );
  }
  if (!accounts.value) {
    return (
      <div className={styles.padded} role="status" aria-label={t('app.loading')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    );
  }

  const draft = drafts[newAccount];
  const detail = () => {
    if (part === importing) {
      return (
        <ImportPanel
          busy={state.busy[importing] !== undefined}
          failure={state.failures[importing]?.failure}
          freeId={(wish) => freeId(wish, ids)}
          onImport={(file) => void state.importFile(file).then((id) => id !== null && go('accounts', id))}
          onCancel={() => {
            state.forgetFailure(importing);
            go('accounts');
          }}
        />
      );
    }
    if (part === newAccount) {
      if (!draft) return <ChoosePlatform onChoose={(platform) => state.edit(newAccount, newForm(platform, ids))} />;
      return <AccountDetail key={newAccount} account={undefined} form={draft} changed />;
    }
    if (open) {
      const changes = drafts[open.id];
      return <AccountDetail key={open.id} account={open} form={changes ?? formOf(open)} changed={changes !== undefined} />;
    }
    if (part === null) return <NoAccounts onAdd={add} />;
    return <NoSuchAccount id={part} onBack={() => go('accounts')} />;
  };
  return (
    <div ref={place} className={styles.split}>
      <AccountList
        accounts={list}
        openId={open?.id ?? null}
        isUnsaved={(id) => drafts[id] !== undefined}
        lastMessageAt={(id) => statuses?.find((status) => status.id === id)?.lastMessageAt}
        secrets={state.secrets}
        draft={draft}
        adding={part === newAccount}
        onAdd={add}
        onImport={() => go('accounts', importing)}
        onRetry={() => void state.load()}
      />
      {detail()}
    </div>
  );
}
