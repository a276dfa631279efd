import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useDeadLetters, useMessages, useSettings } from '../../stores/context.ts';
import { isForDeadOnly } from '../../stores/dead-letters.ts';
import { rowCount } from '../../stores/message-pages.ts';
import { formatCount } from '../../text/format.ts';
import styles from './list-bar.module.css';

/** Above the list while it shows dead letters only: what can be done to all of them. */
export function DeadLettersBar() {
  const { t } = useTranslation();
  const { asked, done, failure } = useDeadLetters((state) => state);
  const isFor = useMessages((state) => isForDeadOnly(state.filter.filter) && (rowCount(state) > 0 || done !== null));
  const begun = useRef(false);
  begun.current ||= asked !== null || done !== null;
  if (!isFor) return null;
  return (
    <section aria-label={t('deadLetters.bar')} className={styles.bar} data-waiting={asked !== null}>
      {asked ? <Asked key="asked" /> : done ? <Done key="done" /> : <Offered key="offered" isBack={begun.current} />}
      {failure && <WhyNot failure={failure} />}
    </section>
  );
}

function Offered({ isBack }: { isBack: boolean }) {
  const { t } = useTranslation();
  const { busy, ask, putAside } = useDeadLetters((state) => state);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // why: the button that led back here is gone, and with it the focus
    if (isBack && document.activeElement === document.body) first.current?.focus();
  }, [isBack]);
  return (
    <>
      <span className={styles.text} title={t('deadLetters.about')}>
        {t('deadLetters.about')}
      </span>
      <Button ref={first} size="small" disabled={busy} onClick={() => void putAside()}>
        {t('deadLetters.putAllAside')}
      </Button>
      <Button size="small" disabled={busy} onClick={() => void ask()}>
        {t('deadLetters.sendAll')}
      </Button>
    </>
  );
}

/** Each goes to a person: their number is confirmed before. */
function Asked() {
  const { t } = useTranslation();
  const n = useFormatted(useDeadLetters((state) => state.asked?.ids.length ?? 0));
  const { asked, busy, sendAgain, dismiss } = useDeadLetters((state) => state);
  const sure = t(asked?.more ? 'deadLetters.sureNewest' : 'deadLetters.sure', { n });
  return (
    <>
      <span role="status" className={styles.text} title={sure}>
        {sure}
      </span>
      <Button size="small" onClick={dismiss}>
        {t('app.cancel')}
      </Button>
      <Button size="small" type="primary" autoFocus loading={busy} onClick={() => void sendAgain()}>
        {t('deadLetters.go', { n })}
      </Button>
    </>
  );
}

function Done() {
  const { t } = useTranslation();
  const n = useFormatted(useDeadLetters((state) => state.done?.ids.length ?? 0));
  const { done, busy, takeBack, dismiss } = useDeadLetters((state) => state);
  const isAside = done?.what === 'aside';
  return (
    <>
      <span role="status" className={styles.text}>
        {t(isAside ? 'deadLetters.aside' : 'deadLetters.back', { n })}
      </span>
      {isAside && (
        <Button size="small" autoFocus loading={busy} onClick={() => void takeBack()}>
          {t('delivery.takeBack')}
        </Button>
      )}
      <Button size="small" autoFocus={!isAside} onClick={dismiss}>
        {t('deadLetters.dismiss')}
      </Button>
    </>
  );
}

function WhyNot({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <span role="alert" className={styles.text} title={`${message} ${hint}`}>
      <span aria-hidden>▲ </span>
      {message} {hint}
    </span>
  );
}

function useFormatted(count: number): string {
  const language = useSettings((state) => state.language);
  return formatCount(count, language);
}
