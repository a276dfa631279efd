import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/account-view.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import type { AccountForm } from '../../stores/account-form.ts';
import { newAccount } from '../../stores/accounts.ts';
import { useAccounts, useOverview, usePlatforms, usePublicUrl, useStores } from '../../stores/context.ts';
import { callbackUrlOf } from '../../text/guide.ts';
import styles from './account-detail.module.css';
import { AccountEditor } from './account-editor.tsx';
import { AccountHead, type OpenTray } from './account-head.tsx';
import { DeleteTray } from './delete-tray.tsx';
import { DetailPanes } from './detail-panes.tsx';
import { ExportTray } from './export-tray.tsx';
import { FixedAccount } from './fixed-account.tsx';
import { Guide } from './guide/guide.tsx';

interface Props {
  /** Absent while it is yet to be added. */
  account: AccountView | undefined;
  form: AccountForm;
  /** The form is not what is saved. */
  changed: boolean;
}

/** One account: what it is set to, and how it gets connected. */
export function AccountDetail({ account, form, changed }: Props) {
  const { t } = useTranslation();
  const { accounts, route } = useStores();
  const [tray, setTray] = useState<OpenTray>(null);
  const key = account?.id ?? newAccount;
  const busy = useAccounts((state) => state.busy[key]);
  const failed = useAccounts((state) => state.failures[key]);
  const clipboard = useAccounts((state) => state.clipboard);
  const overview = useOverview((state) => state.overview.value);
  const publicUrl = usePublicUrl();
  const egressIp = usePlatforms((state) => state.platforms.value?.find((platform) => platform.account === account?.id)?.egress?.ip);
  const { edit, save, enable, duplicate, remove, generate, copySecret, exportFile, forgetFailure } = accounts.getState();
  const { go } = route.getState();

  const failureOf = (...acts: string[]) => (failed && acts.includes(failed.act) ? failed.failure : undefined);
  const headFailure = failureOf('enable', 'duplicate');
  const lastMessageAt = overview?.accounts.find(({ id }) => id === account?.id)?.lastMessageAt;
  const openTray = (wanted: OpenTray) => {
    forgetFailure(key);
    setTray(wanted);
  };

  const guide = overview && account?.origin !== 'sandbox' && (
    <Guide
      platform={form.platform}
      id={form.id}
      mode={form.mode}
      account={account}
      listener={overview.listener}
      publicUrl={publicUrl}
      lastMessageAt={lastMessageAt}
      egressIp={egressIp}
      clipboard={clipboard}
      generating={busy === 'generate'}
      failure={failureOf('generate', 'copy')}
      onGenerate={() => void generate(key)}
      onCopy={(secret) => copySecret(key, secret)}
    />
  );
  const settings =
    account && account.origin !== 'console' ? (
      <FixedAccount
        account={account}
        callbackUrl={callbackUrlOf(account.id, overview?.listener.url ?? '', publicUrl).url}
        onSimulator={() => go('simulator')}
      />
    ) : (
      <AccountEditor
        form={form}
        saved={account}
        changed={changed}
        saving={busy === 'save'}
        failure={failureOf('save')}
        onChange={(typed) => edit(key, typed)}
        onDiscard={() => {
          forgetFailure(key);
          edit(key, null);
        }}
        onSave={async (secrets) => {
          const id = await save(key, form, secrets);
          if (id !== null && !account) go('accounts', id);
          return id !== null;
        }}
      />
    );

  return (
    <div className={styles.detail}>
      {account && (
        <AccountHead
          account={account}
          lastMessageAt={lastMessageAt}
          busy={busy}
          tray={tray}
          onTray={openTray}
          onEnable={(enabled) => void enable(account.id, enabled)}
          onDuplicate={() => void duplicate(account.id).then((id) => id !== null && go('accounts', id))}
        />
      )}
      {headFailure && (
        <div className={styles.failure}>
          <FailureNote failure={headFailure} />
        </div>
      )}
      {account?.failure && (
        <div className={styles.failure}>
          <FailureNote failure={account.failure} />
        </div>
      )}
      {account?.oldInUse && (
        <p role="status" className={styles.note}>
          {t(account.platform === 'wecom' ? 'guide.oldInUseWecom' : 'guide.oldInUseOfficial')}
        </p>
      )}
      {account && tray === 'export' && (
        <ExportTray
          name={account.name}
          busy={busy === 'export'}
          failure={failureOf('export')}
          onExport={(passphrase) => exportFile(account.id, passphrase)}
          onClose={() => openTray(null)}
        />
      )}
      {account && tray === 'delete' && (
        <DeleteTray
          name={account.name}
          busy={busy === 'delete'}
          failure={failureOf('delete')}
          onDelete={(typed) => void remove(account.id, typed).then((gone) => gone && go('accounts'))}
          onClose={() => openTray(null)}
        />
      )}
      {guide ? <DetailPanes settings={settings} guide={guide} /> : settings}
    </div>
  );
}
