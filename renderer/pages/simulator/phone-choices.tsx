import type { ChoiceMenu } from '../../../shared/choice-menu.ts';
import styles from './phone-choices.module.css';

interface Props {
  menu: ChoiceMenu;
  onChoice: (entry: ChoiceMenu['list'][number]) => void;
}

/** A menu to choose from as a phone shows it: its entries are links, and stay so. */
export function PhoneChoices({ menu: { head_content: head, list, tail_content: tail }, onChoice }: Props) {
  return (
    <>
      {head}
      <ul className={styles.list}>
        {list.map((entry) => (
          <li key={entry.id}>
            <button type="button" className={styles.entry} onClick={() => onChoice(entry)}>
              {entry.content}
            </button>
          </li>
        ))}
      </ul>
      {tail}
    </>
  );
}
