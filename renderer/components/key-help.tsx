import { useTranslation } from 'react-i18next';
import { useDesk, useStores } from '../stores/context.ts';
import { pageKeys, pages } from '../stores/route.ts';
import { Dialog } from './dialog.tsx';
import styles from './key-help.module.css';

/** Every key of the console, on one card. */
export function KeyHelp() {
  const { t } = useTranslation();
  const { desk, host } = useStores();
  const open = useDesk((state) => state.dialog === 'keys');
  if (!open) return null;
  const mod = host.os === 'macos' ? '⌘' : 'Ctrl';
  const keys: [string[], string][] = [
    [['/'], t('keys.filter')],
    [['j', '↓'], t('keys.next')],
    [['k', '↑'], t('keys.previous')],
    [['PgDn'], t('keys.screenDown')],
    [['PgUp'], t('keys.screenUp')],
    [['Home'], t('keys.newest')],
    [['End'], t('keys.oldest')],
    [['Enter'], t('keys.open')],
    [['Esc'], t('keys.back')],
    [['r'], t('reply.key')],
    [['p'], t('keys.pause')],
    [['n'], t('keys.add')],
    [['i'], t('keys.invite')],
    [['e'], t('monitors.editKey')],
    [['a'], t('monitors.acknowledgeKey')],
    [[mod, 'S'], t('keys.save')],
    [[mod, 'P'], t('keys.print')],
    [['x', '␣'], t('action.key')],
    [[':'], t('consoleLine.label')],
    [['←', '→'], t('keys.otherScreen')],
    [['+', '-', '0', '1'], t('keys.zoom')],
    [['r'], t('keys.takeAgain')],
    [[mod, 'Z'], t('menus.keys.undo')],
    [['Alt', '↑↓←→'], t('menus.keys.move')],
    ...pages.map((page): [string[], string] => [pageKeys[page].split(' '), t(`page.${page}`)]),
    [[mod, 'K'], t('keys.palette')],
    [['?'], t('keys.help')],
  ];
  return (
    <Dialog label={t('keys.title')} onClose={() => desk.getState().openDialog(null)}>
      <div className={styles.card}>
        <h2 className={styles.title}>{t('keys.title')}</h2>
        <dl className={styles.keys}>
          {keys.map(([strokes, what]) => (
            <div key={what + strokes.join()} className={styles.key}>
              <dt>
                {strokes.map((stroke) => (
                  <kbd key={stroke}>{stroke}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
