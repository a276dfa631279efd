import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Menu } from '../../../shared/menu/menu.ts';
import { sameMenu } from '../../../shared/menu/menu-normal.ts';
import { overwritesUnseen } from '../../../shared/menu/overwrites-unseen.ts';
import { useStores } from '../../stores/context.ts';
import type { MenuDesk } from '../../stores/menu-desk.ts';
import { DiffTable } from './diff-table.tsx';
import styles from './publish-view.module.css';

/** That the menu that will be published by itself is not the draft as it is now, or will not be published after all. */
export function ScheduledMenu({ desk, onOpen }: { desk: MenuDesk; onOpen: (menu: Menu) => void }) {
  const { t } = useTranslation();
  const { menus } = useStores();
  const [isOpen, setIsOpen] = useState(false);
  const { account, live, scheduledMenu, scheduledBase } = desk.state;
  const draft = desk.history.present;
  if (scheduledMenu === null) return null;
  const isBehind = live !== null && overwritesUnseen(live, scheduledBase, scheduledMenu);
  const isOther = !sameMenu(scheduledMenu, draft);
  return (
    <>
      {isBehind && (
        <div role="status" className={styles.acts} data-testid="scheduled-behind">
          <span>▲ {t('menus.publish.scheduledBehind')}</span>
          <Button size="small" loading={desk.busy === 'schedule'} onClick={() => void menus.getState().keepScheduled(account)}>
            {t('menus.publish.scheduledKeep')}
          </Button>
          {isOther && (
            <Button size="small" onClick={() => onOpen(scheduledMenu)}>
              {t('menus.publish.scheduledOpen')}
            </Button>
          )}
        </div>
      )}
      {isOther && (
        <div className={styles.acts} data-testid="scheduled-other">
          <span>△ {t('menus.publish.scheduledOther')}</span>
          <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {t(isOpen ? 'menus.publish.scheduledHide' : 'menus.publish.scheduledSee')}
          </Button>
        </div>
      )}
      {isOther && isOpen && (
        <DiffTable before={scheduledMenu} after={draft} titles={[t('menus.publish.scheduledMenu'), t('menus.compare.draft')]} />
      )}
    </>
  );
}
