import { useTranslation } from 'react-i18next';
import { buttonsOf, type Menu } from '../../../shared/menu/menu.ts';
import styles from './menu-outline.module.css';
import { useButtonTexts } from './use-button-texts.ts';

/** A menu as a list: each button with what it does, the sub-menu's set in. */
export function MenuOutline({ menu }: { menu: Menu }) {
  const { t } = useTranslation();
  const { nameOf, actionOf } = useButtonTexts();
  const buttons = buttonsOf(menu);
  if (buttons.length === 0) return <p className={styles.none}>{t('menus.compare.noButtons')}</p>;
  return (
    <ul className={styles.list}>
      {buttons.map(({ path, button }) => {
        const { does, wire } = actionOf(button);
        return (
          <li key={path.join()} className={styles.line} data-level={path.length}>
            <span className={styles.name}>{nameOf(button)}</span>
            <span className={styles.does}>
              {does} <code>{wire}</code>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
