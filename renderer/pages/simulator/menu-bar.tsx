import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneMenuButton } from '../../../shared/simulator.ts';
import { KeyboardIcon } from '../../components/keyboard-icon.tsx';
import styles from './menu-bar.module.css';

interface Props {
  menu: PhoneMenuButton[];
  onTap: (key: string) => void;
  onKeyboard: () => void;
}

/** The account's menu: up to three buttons, some with a sub-menu that pops up. */
export function MenuBar({ menu, onTap, onKeyboard }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string | null>(null);
  const press = (button: PhoneMenuButton) => {
    if (button.children) setOpened(opened === button.name ? null : button.name);
    else tap(button);
  };
  const tap = (button: PhoneMenuButton) => {
    setOpened(null);
    if (button.key !== undefined) onTap(button.key);
  };
  return (
    <div
      role="group"
      aria-label={t('simulator.menu')}
      className={styles.bar}
      onKeyDown={(event) => event.key === 'Escape' && setOpened(null)}
    >
      <button
        type="button"
        className={styles.keyboard}
        aria-label={t('simulator.toKeyboard')}
        title={t('simulator.toKeyboard')}
        onClick={onKeyboard}
      >
        <KeyboardIcon />
      </button>
      {menu.map((button) => (
        <div key={button.name} className={styles.slot}>
          {button.children && opened === button.name && (
            <div role="group" aria-label={button.name} className={styles.popup}>
              {button.children.map((child) => (
                <button key={child.name} type="button" className={styles.item} onClick={() => tap(child)}>
                  {child.name}
                </button>
              ))}
            </div>
          )}
          <button
            type="button"
            aria-expanded={button.children ? opened === button.name : undefined}
            className={styles.button}
            onClick={() => press(button)}
          >
            {button.children && <span aria-hidden>≡ </span>}
            {button.name}
          </button>
        </div>
      ))}
    </div>
  );
}
