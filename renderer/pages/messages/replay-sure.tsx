import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplayState } from '../../stores/replay.ts';
import styles from './replay-panel.module.css';

/** The step from the dry run to the real thing: what it means is said before it is done. */
export function ReplaySure({ replay }: { replay: ReplayState }) {
  const { t } = useTranslation();
  const { rehearsal, state } = replay;
  const place = useRef<HTMLDivElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (state !== 'sure') return;
    yes.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  const { command, person = '' } = rehearsal.value ?? {};
  const name = command?.line;
  if (state !== 'sure' && state !== 'running') {
    return (
      <p>
        <Button disabled={rehearsal.state !== 'ready'} onClick={() => replay.ask(true)}>
          {t('replay.real')}
        </Button>
      </p>
    );
  }
  return (
    <div ref={place} role="group" aria-label={t('replay.real')} className={styles.sure} data-danger={command?.danger ?? 'read'}>
      <p>
        {name === undefined ? t('replay.sureNothing', { person }) : t('replay.sure', { person, command: name })}
        {command && <Danger level={command.danger} />}
      </p>
      <p className={styles.line}>
        <Button
          ref={yes}
          type="primary"
          danger={command?.danger === 'danger'}
          loading={state === 'running'}
          onClick={() => void replay.run()}
        >
          {name === undefined ? t('replay.goNothing', { person }) : t('replay.go', { person, command: name })}
        </Button>
        {state === 'sure' && <Button onClick={() => replay.ask(false)}>{t('app.cancel')}</Button>}
      </p>
    </div>
  );
}

const marks = { read: '○', change: '▲', danger: '■' } as const;

/** How bad a command can be, by mark and word. */
export function Danger({ level }: { level: keyof typeof marks }) {
  const { t } = useTranslation();
  return (
    <span className={styles.danger} data-level={level}>
      <span aria-hidden>{marks[level]}</span> {t(`replay.danger.${level}`)}
    </span>
  );
}
