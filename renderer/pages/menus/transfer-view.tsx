import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { buttonsOf, type Menu } from '../../../shared/menu/menu.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { jsonBlob, offerFile } from '../../components/offer-file.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { CopyToAccount } from './copy-to-account.tsx';
import { DeleteMenu } from './delete-menu.tsx';
import { ImportMenu } from './import-menu.tsx';
import styles from './transfer-view.module.css';

interface Props {
  account: Account;
  accounts: Account[];
  desk: MenuDesk;
  onStarter: () => void;
  onImport: (menu: Menu) => void;
  onOpen: (account: string) => void;
}

/** The menu in and out of here: as the platform's JSON, to another account, and away. */
export function TransferView({ account, accounts, desk, onStarter, onImport, onOpen }: Props) {
  const { t } = useTranslation();
  const menu = desk.history.present;
  const json = JSON.stringify(menu, null, 2);
  const isEmpty = buttonsOf(menu).length === 0;
  return (
    <div className={styles.view}>
      <section className={styles.part} aria-label={t('menus.transfer.export')}>
        <h2 className={styles.title}>{t('menus.transfer.export')}</h2>
        <p className={styles.quiet}>{t('menus.transfer.exportText')}</p>
        <div className={styles.acts}>
          <Button disabled={isEmpty} onClick={() => offerFile(`menu-${account.id}.json`, jsonBlob(`${json}\n`))}>
            {t('menus.transfer.save')}
          </Button>
          {!isEmpty && <CopyButton text={json} what={t('menus.transfer.json')} labelled />}
        </div>
      </section>
      <ImportMenu onImport={onImport} />
      <section className={styles.part} aria-label={t('menus.transfer.starter')}>
        <h2 className={styles.title}>{t('menus.transfer.starter')}</h2>
        <p className={styles.quiet}>{t('menus.transfer.starterText')}</p>
        <div className={styles.acts}>
          <Button onClick={onStarter}>{t('menus.empty.starter')}</Button>
        </div>
      </section>
      <CopyToAccount account={account} accounts={accounts} desk={desk} onOpen={onOpen} />
      <DeleteMenu account={account} desk={desk} />
    </div>
  );
}
