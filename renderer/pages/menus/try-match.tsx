import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import type { MatchedMenu } from '../../../shared/menu/menu-state.ts';
import { useStores } from '../../stores/context.ts';
import styles from './conditional-view.module.css';
import { MenuOutline } from './menu-outline.tsx';

/** Asks the platform which menu somebody sees. */
export function TryMatch({ account, busy }: { account: Account; busy: boolean }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const [person, setPerson] = useState('');
  const [found, setFound] = useState<{ who: string; matched: MatchedMenu } | null>(null);
  const look = async () => {
    const who = person.trim();
    if (who === '') return;
    const matched = await menus.getState().tryMatch(account.id, who);
    setFound(matched && { who, matched });
  };
  return (
    <form
      className={styles.part}
      aria-label={t('menus.conditional.try')}
      data-own-undo
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <h2 className={styles.title}>{t('menus.conditional.try')}</h2>
      <p className={styles.quiet}>{t('menus.conditional.tryText')}</p>
      <div className={styles.acts}>
        <Input
          aria-label={t('menus.conditional.tryWho')}
          placeholder={t('menus.conditional.tryWho')}
          maxLength={128}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <Button htmlType="submit" disabled={person.trim() === ''} loading={busy}>
          {t('menus.conditional.tryNow')}
        </Button>
      </div>
      {found && (
        <div role="status" className={styles.part} data-testid="matched-menu">
          <p>
            {t(`menus.conditional.tried.${kindOf(found.matched)}`, {
              who: found.who,
              ids: found.matched.menuids.join(t('menus.conditional.or')),
            })}
          </p>
          <MenuOutline menu={found.matched.menu} />
        </div>
      )}
    </form>
  );
}

/** Which menu it is, as far as its buttons tell. */
function kindOf({ isDefault, menuids }: MatchedMenu) {
  if (menuids.length === 0) return isDefault ? 'default' : 'unknown';
  if (isDefault) return 'either';
  return menuids.length === 1 ? 'conditional' : 'oneOf';
}
