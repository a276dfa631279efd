import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Menu } from '../../../shared/menu/menu.ts';
import { sameMenu } from '../../../shared/menu/menu-normal.ts';
import type { MenuState } from '../../../shared/menu/menu-state.ts';
import { DiffTable } from './diff-table.tsx';
import styles from './publish-view.module.css';

/** That the menu that will be published by itself is not the draft as it is now, or will not be published after all. */
export function ScheduledMenu({ state: { live, scheduledMenu, scheduledBase }, draft }: { state: MenuState; draft: Menu }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (scheduledMenu === null) return null;
  const isBehind = live !== null && live.fingerprint !== scheduledBase?.fingerprint && !sameMenu(live.menu, scheduledMenu);
  const isOther = !sameMenu(scheduledMenu, draft);
  return (
    <>
      {isBehind && <p role="status">▲ {t('menus.publish.scheduledBehind')}</p>}
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
