import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import type { Menu } from '../../../shared/menu/menu.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { AddConditional } from './add-conditional.tsx';
import styles from './conditional-view.module.css';
import { MenuOutline } from './menu-outline.tsx';
import { TryMatch } from './try-match.tsx';
import { useRuleText } from './use-rule-text.ts';

interface Props {
  account: Account;
  desk: MenuDesk;
  onEdit: (menu: Menu) => void;
}

/** The menus of an Official Account that only some people see. */
export function ConditionalView({ account, desk, onEdit }: Props) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const ruleText = useRuleText();
  const [sure, setSure] = useState<string | null>(null);
  const { conditional, live } = desk.state;
  const isFailed = desk.failure && ['add-conditional', 'delete-conditional', 'match'].includes(desk.failure.act);
  return (
    <div className={styles.view}>
      <p className={styles.quiet}>{t('menus.conditional.about')}</p>
      {desk.failure && isFailed && <FailureNote failure={desk.failure.failure} />}
      <section className={styles.part} aria-label={t('menus.conditional.title')}>
        {conditional.length === 0 && <p className={styles.quiet}>{t('menus.conditional.none')}</p>}
        {conditional.map(({ menuid, menu }) => (
          <article key={menuid} className={styles.item} data-testid="conditional-menu">
            <div className={styles.head}>
              <span className={styles.rule}>{ruleText(menu.matchrule)}</span>
              <span className={styles.quiet}>{t('menus.conditional.number', { id: menuid })}</span>
              <span className={styles.space} />
              <Button size="small" onClick={() => onEdit(menu)}>
                {t('menus.conditional.toDraft')}
              </Button>
              <Button
                size="small"
                danger
                type={sure === menuid ? 'primary' : 'default'}
                aria-label={t(sure === menuid ? 'menus.conditional.deleteSure' : 'menus.conditional.deleteOf', { id: menuid })}
                loading={desk.busy === 'delete-conditional' && sure === menuid}
                onBlur={() => setSure(null)}
                onClick={() => (sure === menuid ? void menus.getState().deleteConditional(account.id, menuid) : setSure(menuid))}
              >
                {sure === menuid ? t('menus.conditional.deleteSure', { id: menuid }) : t('menus.conditional.delete')}
              </Button>
            </div>
            <MenuOutline menu={menu} />
          </article>
        ))}
      </section>
      {live === null || live.menu.button.length === 0 ? (
        <p className={styles.quiet}>△ {t('menus.conditional.needsDefault')}</p>
      ) : (
        <AddConditional account={account} desk={desk} />
      )}
      <TryMatch account={account} busy={desk.busy === 'match'} />
    </div>
  );
}
