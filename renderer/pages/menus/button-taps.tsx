import { useTranslation } from 'react-i18next';
import type { Account } from '../../../shared/account.ts';
import { type MenuButton, subsOf } from '../../../shared/menu/menu.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useMenuTaps } from '../../stores/context.ts';
import { tapDays } from '../../stores/menu-taps.ts';
import styles from './button-form.module.css';
import { tapsOf } from './taps.ts';

/** How often the button was tapped lately, counted live. */
export function ButtonTaps({ account: { id, platform }, button }: { account: Account; button: MenuButton }) {
  const { t } = useTranslation();
  const now = useNow();
  const counted = useMenuTaps((state) => state.taps[id]);
  if (!counted || subsOf(button).length > 0) return null;
  const taps = tapsOf(button, platform, counted);
  if (taps === undefined) return <p className={styles.quiet}>{t('menus.tapsNever')}</p>;
  return (
    <p className={styles.quiet} data-testid="button-taps">
      {taps.count === 0 ? (
        t('menus.tapsNone', { days: tapDays })
      ) : (
        <>
          {t('menus.taps', { n: taps.count, days: tapDays })} · {t('menus.tapsLast')} <Time at={taps.lastAt} now={now} />
        </>
      )}
    </p>
  );
}
