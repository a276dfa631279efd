import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneMenuButton } from '../../../shared/simulator.ts';
import { KeyboardIcon } from '../../components/keyboard-icon.tsx';
import styles from './menu-bar.module.css';

interface Props {
  menu: PhoneMenuButton[];
  onTap: (button: { key: string; type?: string }) => void;
  onKeyboard: () => void;
}

/** The account's menu: up to three buttons, some with a sub-menu that pops up. */
export function MenuBar({ menu, onTap, onKeyboard }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<number | null>(null);
  const press = (button: PhoneMenuButton, index: number) => {
    if (button.children) setOpened(opened === index ? null : index);
    else tap(button);
  };
  const tap = ({ key, type }: PhoneMenuButton) => {
    setOpened(null);
    if (key !== undefined) onTap({ key, ...(type !== undefined && { type }) });
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
      {menu.map((button, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may have the same name
        <div key={index} className={styles.slot}>
          {button.children && opened === index && (
            <div role="group" aria-label={button.name} className={styles.popup}>
              {button.children.map((child, below) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may have the same name
                <button key={below} type="button" className={styles.item} onClick={() => tap(child)}>
                  {child.name}
                </button>
              ))}
            </div>
          )}
          <button
            type="button"
            aria-expanded={button.children ? opened === index : undefined}
            className={styles.button}
            onClick={() => press(button, index)}
          >
            {button.children && <span aria-hidden>≡ </span>}
            {button.name}
          </button>
        </div>
      ))}
    </div>
  );
}
