import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { useFailureText } from '../../components/use-failure-text.ts';
import styles from './toasts.module.css';

interface Props {
  /** How many were just added at once; null where that was not the last thing done. */
  added: number | null;
  onSeen: () => void;
  deleted: { id: string; name: string }[];
  failureOf: (id: string) => Failure | undefined;
  isBusy: (id: string) => boolean;
  onUndo: (id: string) => void;
  onDismiss: (id: string) => void;
}

/** What was just done, above the foot of the page: deleted servers can still be brought back. */
export function Toasts({ added, onSeen, deleted, failureOf, isBusy, onUndo, onDismiss }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('servers.toasts')} aria-live="polite" className={styles.toasts}>
      {added !== null && <Added count={added} onSeen={onSeen} />}
      {deleted.map(({ id, name }) => (
        <Deleted key={id} name={name} failure={failureOf(id)} busy={isBusy(id)} onUndo={() => onUndo(id)} onDismiss={() => onDismiss(id)} />
      ))}
    </section>
  );
}

/** Long enough to be read, in ms. */
const shownMs = 8000;

function Added({ count, onSeen }: { count: number; onSeen: () => void }) {
  const { t } = useTranslation();
  const seen = useRef(onSeen);
  useEffect(() => {
    const timer = setTimeout(() => seen.current(), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.toast}>
      <span className={styles.text}>{t('serverImport.added', { n: count })}</span>
    </p>
  );
}

interface DeletedProps {
  name: string;
  failure: Failure | undefined;
  busy: boolean;
  onUndo: () => void;
  onDismiss: () => void;
}

function Deleted({ name, failure, busy, onUndo, onDismiss }: DeletedProps) {
  const { t } = useTranslation();
  const undo = useRef<HTMLButtonElement>(null);
  // why: the button that deleted it is gone, and with it the focus
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  return (
    <p className={styles.toast}>
      <span className={styles.text}>{failure ? <FailureWords failure={failure} /> : t('servers.deleted', { name })}</span>
      <Button ref={undo} type="link" size="small" loading={busy} onClick={onUndo}>
        {t('servers.undo')}
      </Button>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('servers.dismiss')}
        title={t('servers.dismiss')}
        onClick={onDismiss}
      />
    </p>
  );
}

function FailureWords({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <>
      <span aria-hidden>▲ </span>
      {message} {hint}
    </>
  );
}
