import { useTranslation } from 'react-i18next';
import { useDesk, useStores } from '../stores/context.ts';
import { pageKeys, pages } from '../stores/route.ts';
import { Dialog } from './dialog.tsx';
import styles from './key-help.module.css';

/** Strokes, and what they do. */
type Key = [strokes: string[], what: string];

/** Every key of the console, on one card, by where it works. */
export function KeyHelp() {
  const { t } = useTranslation();
  const { desk, host } = useStores();
  const open = useDesk((state) => state.dialog === 'keys');
  if (!open) return null;
  const mod = host.os === 'macos' ? '⌘' : 'Ctrl';
  const groups: [where: string, keys: Key[]][] = [
    [
      t('keys.everywhere'),
      [
        ...pages.map((page): Key => [pageKeys[page].split(' '), t(`page.${page}`)]),
        [[mod, 'K'], t('keys.palette')],
        [['?'], t('keys.help')],
      ],
    ],
    [
      t('keys.lists'),
      [
        [['/'], t('keys.filter')],
        [['j', '↓'], t('keys.next')],
        [['k', '↑'], t('keys.previous')],
        [['Enter'], t('keys.open')],
        [['Esc'], t('keys.back')],
        [['x', '␣'], t('keys.choose')],
        [['n'], t('keys.add')],
        [[mod, 'S'], t('keys.save')],
      ],
    ],
    [
      t('page.messages'),
      [
        [['r'], t('reply.key')],
        [['p'], t('keys.pause')],
        [['PgDn'], t('keys.screenDown')],
        [['PgUp'], t('keys.screenUp')],
        [['Home'], t('keys.newest')],
        [['End'], t('keys.oldest')],
      ],
    ],
    [
      t('page.monitors'),
      [
        [['e'], t('keys.editMonitor')],
        [['a'], t('keys.acknowledge')],
      ],
    ],
    [
      t('page.servers'),
      [
        [['←', '→'], t('keys.otherScreen')],
        [['+', '-', '0', '1'], t('keys.zoom')],
        [['r'], t('keys.takeAgain')],
        [[mod, 'P'], t('keys.print')],
      ],
    ],
    [
      t('page.menus'),
      [
        [['n'], t('keys.addButton')],
        [[mod, 'Z'], t('keys.undoMenu')],
        [['Alt', '↑↓←→'], t('keys.moveButton')],
      ],
    ],
    [t('page.people'), [[['i'], t('keys.invite')]]],
    [t('page.history'), [[[':'], t('consoleLine.label')]]],
  ];
  return (
    <Dialog label={t('keys.title')} isWide onClose={() => desk.getState().openDialog(null)}>
      <div className={styles.card}>
        <h2 className={styles.title}>{t('keys.title')}</h2>
        <div className={styles.groups}>
          {groups.map(([where, keys]) => (
            <section key={where} className={styles.group} aria-label={where}>
              <h3 className={styles.where}>{where}</h3>
              <dl>
                {keys.map(([strokes, what]) => (
                  <div key={what} className={styles.key}>
                    <dt>
                      {strokes.map((stroke) => (
                        <kbd key={stroke}>{stroke}</kbd>
                      ))}
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
