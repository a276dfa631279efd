import { useTranslation } from 'react-i18next';
import type { Direction } from '../../shared/message-log.ts';
import styles from './marks.module.css';

const shapes: Record<Direction, string> = { in: '↓', out: '↑', refused: '⊘' };

/** Which way a message went, by shape; its name for those who hover or listen. */
export function DirectionMark({ direction }: { direction: Direction }) {
  const { t } = useTranslation();
  const name = t(`direction.${direction}Long`);
  return (
    <span role="img" aria-label={name} title={name} className={styles.direction} data-direction={direction}>
      {shapes[direction]}
    </span>
  );
}
