import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/role.ts';
import styles from './removed-toast.module.css';

/** Long enough to think better of it, in ms. */
const shownMs = 15_000;

interface Props {
  person: Operator;
  onUndo: () => void;
  onDismiss: () => void;
}

/** Who was just removed, and the way to put them back. */
export function RemovedToast({ person, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  const dismiss = useRef(onDismiss);
  const undo = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each person anew
  useEffect(() => {
    // why: the button that removed them is gone, and with it the focus
    undo.current?.focus({ preventScroll: true });
    const timer = setTimeout(() => dismiss.current(), shownMs);
    return () => clearTimeout(timer);
  }, [person]);
  return (
    <p className={styles.toast} role="status">
      <span className={styles.text}>{t('people.removed', { name: person.name || person.person })}</span>
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
