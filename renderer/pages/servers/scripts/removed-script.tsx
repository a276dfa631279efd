import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedScript } from '../../../../shared/script.ts';
import styles from '../toasts.module.css';

/** Long enough to think better of it, in ms. */
const shownMs = 30_000;

interface Props {
  script: SavedScript;
  onUndo: () => void;
  onDismiss: () => void;
}

/** Which script was just deleted, and the way to bring it back. */
export function RemovedScript({ script, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  const dismiss = useRef(onDismiss);
  const undo = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each script anew
  useEffect(() => {
    // why: the button that deleted it is gone, and with it the focus
    undo.current?.focus({ preventScroll: true });
    const timer = setTimeout(() => dismiss.current(), shownMs);
    return () => clearTimeout(timer);
  }, [script]);
  return (
    <section className={styles.toasts} aria-live="polite">
      <p className={styles.toast}>
        <span className={styles.text}>{t('scripts.deleted', { name: script.name })}</span>
        <Button ref={undo} type="link" size="small" onClick={onUndo}>
          {t('scripts.undo')}
        </Button>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t('scripts.dismiss')}
          title={t('scripts.dismiss')}
          onClick={onDismiss}
        />
      </p>
    </section>
  );
}
