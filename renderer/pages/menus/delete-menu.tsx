import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { hasConditionalMenus } from '../../../shared/menu/conditional-platforms.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import styles from './transfer-view.module.css';

/** Takes the menu away from everybody, once the account's name was typed. */
export function DeleteMenu({ account: { id, name, platform }, desk }: { account: Account; desk: MenuDesk }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const [typed, setTyped] = useState('');
  const isSure = typed.trim() === name;
  return (
    <form
      className={styles.part}
      aria-label={t('menus.transfer.delete')}
      data-own-undo
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure) {
          void menus
            .getState()
            .deleteMenu(id, name)
            .then((done) => done && setTyped(''));
        }
      }}
    >
      <h2 className={styles.title}>{t('menus.transfer.delete')}</h2>
      <p className={styles.quiet}>{t(hasConditionalMenus[platform] ? 'menus.transfer.deleteOfficial' : 'menus.transfer.deleteText')}</p>
      <div className={styles.acts}>
        <Input
          aria-label={t('menus.transfer.deleteType', { name })}
          placeholder={t('menus.transfer.deleteType', { name })}
          autoComplete="off"
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button danger type="primary" htmlType="submit" disabled={!isSure} loading={desk.busy === 'delete'}>
          {t('menus.transfer.deleteNow', { name })}
        </Button>
      </div>
      {desk.failure?.act === 'delete' && <FailureNote failure={desk.failure.failure} />}
    </form>
  );
}
