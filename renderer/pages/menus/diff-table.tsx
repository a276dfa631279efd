import { useTranslation } from 'react-i18next';
import type { Menu } from '../../../shared/menu/menu.ts';
import styles from './diff-table.module.css';
import { countKinds, type DiffKind, type DiffRow, type DiffSide, diffMenus, type FieldChange, isKnownField } from './menu-diff.ts';
import { useButtonTexts } from './use-button-texts.ts';

interface Props {
  before: Menu;
  after: Menu;
  /** What stands above the two sides. */
  titles: [before: string, after: string];
}

const shapes: Record<Exclude<DiffKind, 'same'>, string> = { added: '＋', removed: '－', changed: '●', moved: '⇄' };

/** Two menus side by side: what was added, removed, changed and moved, in words and by shape. */
export function DiffTable({ before, after, titles }: Props) {
  const { t } = useTranslation();
  const rows = diffMenus(before, after);
  const counts = countKinds(rows);
  return (
    <>
      {rows.some(({ kind }) => kind !== 'same') && (
        <p className={styles.summary} role="status">
          {t('menus.compare.summary', counts)}
        </p>
      )}
      <table className={styles.table} data-testid="menu-diff">
        <thead>
          <tr>
            <th scope="col">{titles[0]}</th>
            <th scope="col" className={styles.kind}>
              <span className="only-read">{t('menus.compare.changed')}</span>
            </th>
            <th scope="col">{titles[1]}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.left?.path.join() ?? ''}|${row.right?.path.join() ?? ''}`} data-kind={row.kind}>
              <Side side={row.left} />
              <td className={styles.kind}>
                {row.kind !== 'same' && (
                  <span className={styles.mark}>
                    <span aria-hidden>{shapes[row.kind]}</span> {t(`menus.compare.${row.kind}`)}
                  </span>
                )}
              </td>
              <Side side={row.right}>
                <Changes row={row} before={before} after={after} />
              </Side>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Side({ side, children }: { side: DiffSide | undefined; children?: React.ReactNode }) {
  const { nameOf, actionOf } = useButtonTexts();
  if (!side) return <td className={styles.side}>{children}</td>;
  const { does, wire } = actionOf(side.button);
  return (
    <td className={styles.side} data-level={side.path.length}>
      <div className={styles.button}>
        <span className={styles.name}>{nameOf(side.button)}</span>
        <span className={styles.does} title={`${does} ${wire}`}>
          {wire === '' ? does : <code>{wire}</code>}
        </span>
      </div>
      {children}
    </td>
  );
}

/** What differs in a button, in words; of a moved one also where it was, or where it goes. */
function Changes({ row: { left, right, changes, other }, before, after }: { row: DiffRow; before: Menu; after: Menu }) {
  const { t } = useTranslation();
  const { placeOf, typeText } = useButtonTexts();
  const value = ({ field }: FieldChange, text: string) =>
    text === '' ? t('menus.compare.none') : field === 'type' ? typeText(text) : text;
  return (
    <>
      {other && right && <p className={styles.note}>{t('menus.compare.from', { place: placeOf(before, other) })}</p>}
      {other && left && !right && <p className={styles.note}>{t('menus.compare.to', { place: placeOf(after, other) })}</p>}
      {changes.map((change) => (
        <p key={change.field} className={styles.note}>
          {t('menus.compare.change', {
            ...{
              field: isKnownField(change.field) ? t(`menus.field.${change.field}`) : change.field,
              from: value(change, change.from),
              to: value(change, change.to),
            },
          })}
        </p>
      ))}
    </>
  );
}
