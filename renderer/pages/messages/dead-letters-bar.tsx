import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { firstOffer } from '../../components/empty.tsx';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useHandedFocus, useLostFocus } from '../../components/use-lost-focus.ts';
import { useDeadLetters, useMessages, useSettings, useStores } from '../../stores/context.ts';
import { deadLettersBar, type Gathered, isForDeadOnly, type Step } from '../../stores/dead-letters.ts';
import { rowCount } from '../../stores/message-pages.ts';
import { formatCount } from '../../text/format.ts';
import styles from './list-bar.module.css';

/** Links that lead to what can be done here say so: the focus comes along. */
const leadsToDeadLetters = `[data-leads-to="${deadLettersBar}"]`;

/** Above the list while it shows dead letters only: what can be done to all of them. */
export function DeadLettersBar() {
  const { step, failure } = useDeadLetters((state) => state);
  const isDone = step.kind === 'back' || step.kind === 'aside';
  const isFor = useMessages((state) => isDone || (isForDeadOnly(state.filter.filter) && rowCount(state) > 0));
  const { deadLetters } = useStores();
  const begun = useRef(false);
  // why: what was asked of rows that are out of sight must not be answered by a key that is meant for something else
  useEffect(() => {
    if (!isFor) deadLetters.getState().dismiss();
    return deadLetters.getState().dismiss;
  }, [isFor, deadLetters]);
  begun.current ||= step.kind !== 'offered';
  if (!isFor) return null;
  return (
    <Bar isWaiting={step.kind === 'asked' || hasFailedAgain(step)}>
      {step.kind === 'offered' && <Offered key="offered" isBack={begun.current} />}
      {step.kind === 'asked' && <Asked key="asked" {...step} />}
      {isDone && <Done key="done" step={step} />}
      {failure && <WhyNot failure={failure} />}
    </Bar>
  );
}

function Bar({ isWaiting, children }: { isWaiting: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const bar = useHandedFocus<HTMLElement>((list) => list?.querySelector<HTMLElement>(`[role="grid"], ${firstOffer}`));
  useEffect(() => {
    if (document.activeElement?.matches(leadsToDeadLetters)) bar.current?.focus();
  }, [bar]);
  return (
    <section ref={bar} id={deadLettersBar} tabIndex={-1} aria-label={t('deadLetters.bar')} className={styles.bar} data-waiting={isWaiting}>
      {children}
    </section>
  );
}

function Offered({ isBack }: { isBack: boolean }) {
  const { t } = useTranslation();
  const { busy, ask, putAside } = useDeadLetters((state) => state);
  const first = useLostFocus<HTMLButtonElement>(isBack);
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
function Asked({ ids, more }: Gathered) {
  const { t } = useTranslation();
  const n = useFormatted(ids.length);
  const { busy, sendAgain, dismiss } = useDeadLetters((state) => state);
  const yes = useLostFocus<HTMLButtonElement>();
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    dismiss();
  };
  const sure = t(more ? 'deadLetters.sureNewest' : 'deadLetters.sure', { n });
  return (
    <>
      <span role="status" className={styles.text} title={sure}>
        {sure}
      </span>
      <Button size="small" onClick={dismiss} onKeyDown={leave}>
        {t('app.cancel')}
      </Button>
      <Button ref={yes} size="small" type="primary" loading={busy} onClick={() => void sendAgain()} onKeyDown={leave}>
        {t('deadLetters.go', { n })}
      </Button>
    </>
  );
}

function Done({ step }: { step: Extract<Step, { kind: 'back' | 'aside' }> }) {
  const { t } = useTranslation();
  const n = useFormatted(step.ids.length);
  const { busy, takeBack, dismiss } = useDeadLetters((state) => state);
  const isAside = step.kind === 'aside';
  const again = useFormatted(hasFailedAgain(step) ? step.again.length : 0);
  const next = useLostFocus<HTMLButtonElement>();
  return (
    <>
      <span role="status" className={styles.text}>
        {hasFailedAgain(step)
          ? `■ ${t('deadLetters.again', { n: again })}`
          : t(isAside ? (step.more ? 'deadLetters.asideNewest' : 'deadLetters.aside') : 'deadLetters.back', { n })}
      </span>
      {isAside && (
        <Button ref={next} size="small" loading={busy} onClick={() => void takeBack()}>
          {t('delivery.takeBack')}
        </Button>
      )}
      <Button ref={isAside ? null : next} size="small" onClick={dismiss}>
        {t('deadLetters.dismiss')}
      </Button>
    </>
  );
}

const hasFailedAgain = (step: Step): step is Extract<Step, { kind: 'back' }> => step.kind === 'back' && step.again.length > 0;

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
