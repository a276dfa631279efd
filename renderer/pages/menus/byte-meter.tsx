import { useTranslation } from 'react-i18next';
import { bytesOf } from '../../../shared/menu/measure.ts';
import styles from './byte-meter.module.css';

/** How many bytes of those that are allowed a text takes, exactly as the platform counts them. */
export function ByteMeter({ text, most }: { text: string; most: number }) {
  const { t } = useTranslation();
  const used = bytesOf(text);
  const isOver = used > most;
  const words = t('menus.form.bytes', { used, most });
  return (
    <span
      className={styles.meter}
      data-over={isOver}
      data-testid="byte-meter"
      title={isOver ? t('menus.form.over', { n: used - most }) : words}
    >
      <progress className="only-read" value={Math.min(used, most)} max={most} aria-label={words} />
      <span aria-hidden className={styles.bar}>
        <span className={styles.fill} style={{ width: `${Math.min(100, (used / most) * 100)}%` }} />
      </span>
      <span>
        {isOver && <span aria-hidden>▲ </span>}
        {words}
      </span>
    </span>
  );
}
