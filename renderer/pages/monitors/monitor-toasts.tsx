import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useMonitors, useStores } from '../../stores/context.ts';
import type { DeletedMonitors } from '../../stores/monitors.ts';
import styles from '../servers/toasts.module.css';

/** Long enough to be read, in ms. */
const shownMs = 8000;

interface Props {
  /** How many were just imported; null where that was not the last thing done. */
  added: number | null;
  onSeen: () => void;
}

/** What was just done, above the foot of the page: deleted monitors can still be brought back. */
export function MonitorToasts({ added, onSeen }: Props) {
  const { t } = useTranslation();
  const deleted = useMonitors((state) => state.deleted);
  const seen = useRef(onSeen);
  useEffect(() => {
    if (added === null) return;
    const timer = setTimeout(() => seen.current(), shownMs);
    return () => clearTimeout(timer);
  }, [added]);
  return (
    <section aria-label={t('monitors.toasts')} aria-live="polite" className={styles.toasts}>
      {added !== null && (
        <p className={styles.toast}>
          <span className={styles.text}>{t('monitors.added', { n: added })}</span>
        </p>
      )}
      {deleted.map((one) => (
        <Deleted key={one.key} deleted={one} />
      ))}
    </section>
  );
}

function Deleted({ deleted: { key, ids, name } }: { deleted: DeletedMonitors }) {
  const { t } = useTranslation();
  const { monitors } = useStores();
  const failure = useMonitors((state) => state.failures[key]?.failure);
  const busy = useMonitors((state) => state.busy[key] === 'restore');
  const undo = useRef<HTMLButtonElement>(null);
  const { restore, letGo } = monitors.getState();
  // why: the button that deleted it is gone, and with it the focus
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  const told = ids.length === 1 ? t('monitors.deleted', { name }) : t('monitors.deletedMany', { n: ids.length });
  return (
    <p className={styles.toast}>
      <span className={styles.text} title={name}>
        {failure ? <FailureWords failure={failure} /> : told}
      </span>
      <Button ref={undo} type="link" size="small" loading={busy} onClick={() => void restore(key)}>
        {t('monitors.undo')}
      </Button>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('monitors.dismiss')}
        title={t('monitors.dismiss')}
        onClick={() => letGo(key)}
      />
    </p>
  );
}

function FailureWords({ failure }: { failure: Parameters<typeof useFailureText>[0] }) {
  const { message, hint } = useFailureText(failure);
  return (
    <>
      <span aria-hidden>▲ </span>
      {message} {hint}
    </>
  );
}
