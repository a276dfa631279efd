import { useTranslation } from 'react-i18next';
import { useDesk, useStores } from '../stores/context.ts';
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
    [['j'], t('keys.next')],
    [['k'], t('keys.previous')],
    [['Enter'], t('keys.open')],
    [['Esc'], t('keys.back')],
    [['r'], t('reply.key')],
    [['p'], t('keys.pause')],
    [['g', 'o'], t('keys.overview')],
    [['g', 'm'], t('keys.messages')],
    [['g', 'a'], t('keys.accounts')],
    [['g', 'c'], t('keys.connection')],
    [['g', 's'], t('keys.simulator')],
    [['g', ','], t('page.settings')],
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
