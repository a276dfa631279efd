import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { sizes } from '../../theme/tokens.ts';
import styles from './width-handle.module.css';

/** The left edge of the drawer: drag it, or move it with the arrow keys. */
export function WidthHandle({ width, onWidth }: { width: number; onWidth: (px: number) => void }) {
  const { t } = useTranslation();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const startX = event.clientX;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onWidth(width + startX - move.clientX);
    handle.onlostpointercapture = () => {
      handle.onpointermove = null;
    };
  };
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowLeft: sizes.space4, ArrowRight: -sizes.space4 }[event.key];
    if (!step) return;
    event.preventDefault();
    onWidth(width + step);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('detail.width')}
      aria-valuenow={width}
      aria-valuemin={sizes.drawerMin}
      aria-valuemax={sizes.drawerMax}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={drag}
      onKeyDown={steer}
      onDoubleClick={() => onWidth(sizes.drawer)}
    />
  );
}
