import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './removed-toast.module.css';

/** Long enough to think better of it, in ms. */
const shownMs = 15_000;

interface Props {
  text: string;
  onUndo: () => void;
  onDismiss: () => void;
}

/** What was just removed, and the way to put it back. To be keyed by what it is. */
export function RemovedToast({ text, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  const dismiss = useRef(onDismiss);
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // why: the button that removed it is gone, and with it the focus
    undo.current?.focus({ preventScroll: true });
    const timer = setTimeout(() => dismiss.current(), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.toast} role="status">
      <span className={styles.text}>{text}</span>
      <Button ref={undo} type="link" size="small" onClick={onUndo}>
        {t('people.undo')}
      </Button>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('people.dismiss')}
        title={t('people.dismiss')}
        onClick={onDismiss}
      />
    </p>
  );
}
