import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure, Result } from '../../../shared/result.ts';
import type { RunPlan } from '../../../shared/run.ts';
import { ConfirmRun } from '../../components/confirm-run.tsx';
import { SendLine } from '../../components/send-line.tsx';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useRuns, useStores } from '../../stores/context.ts';
import styles from './console-line.module.css';

/** A pause in typing after which the plan is asked for, in ms. */
const pauseMs = 200;

/** What was found out about a line. */
interface Outlook {
  line: string;
  planned: Result<RunPlan>;
}

/** Runs any line that the chat knows, and says while it is typed what it would do. */
export function ConsoleLine() {
  const { t } = useTranslation();
  const { runs, route } = useStores();
  const typed = useRuns((state) => state.typed);
  const input = useRef<InputRef>(null);
  const outlook = useOutlook(typed);
  const [asking, setAsking] = useState<{ line: string; plan: RunPlan } | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  useKeys({ ':': () => input.current?.focus() });
  useEffect(() => {
    // why: the palette or an offer has written it, to have it run here
    if (typed !== '') input.current?.focus();
  }, [typed]);

  const write = (line: string) => {
    runs.getState().type(line);
    setAsking(null);
    setRefused(null);
  };
  const start = async (line: string, confirmed?: string[]) => {
    setBusy(true);
    const started = await runs.getState().start(line, confirmed);
    setBusy(false);
    setAsking(null);
    if (!started.ok) return setRefused(started.error);
    write('');
    route.getState().go('history', started.value);
    input.current?.focus();
  };
  const enter = async () => {
    const line = typed.trim();
    if (line === '' || busy) return;
    // why: Enter may come before the pause is over, and a second Enter before the plan
    setBusy(true);
    const planned = outlook?.line === line ? outlook.planned : await runs.getState().plan(line);
    setBusy(false);
    if (!planned.ok) return setRefused(planned.error);
    const plan = planned.value;
    if (plan.offers.length > 0) return;
    if (plan.confirm) setAsking({ line, plan });
    else await start(line);
  };

  const plan = outlook?.planned.ok ? outlook.planned.value : null;
  const failure = refused ?? (outlook && !outlook.planned.ok ? outlook.planned.error : null);
  const below = () => {
    if (asking)
      return (
        <ConfirmRun
          plan={asking.plan}
          busy={busy}
          onConfirm={() => void start(asking.line, asking.plan.targets)}
          onCancel={() => {
            setAsking(null);
            input.current?.focus();
          }}
        />
      );
    if (failure) return <Why failure={failure} />;
    if (!plan) return <span>{t('consoleLine.hint')}</span>;
    if (plan.offers.length > 0) return <Offers plan={plan} onChoose={write} />;
    return (
      <>
        <PlanText plan={plan} />
        <SendLine key={plan.line} line={plan.line} isOneLine />
      </>
    );
  };
  return (
    <div className={styles.place}>
      <div className={styles.line}>
        <Input
          ref={input}
          className={styles.input ?? ''}
          aria-label={t('consoleLine.label')}
          placeholder={t('consoleLine.placeholder')}
          prefix={<span aria-hidden>›</span>}
          suffix={<kbd title={t('consoleLine.key')}>:</kbd>}
          maxLength={2048}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => write(event.target.value)}
          onPressEnter={(event) => {
            if (event.nativeEvent.isComposing) return;
            // why: this very stroke would press the button that asks, which gets the focus at once
            event.preventDefault();
            if (!event.repeat) void enter();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            if (typed === '') input.current?.blur();
            else write('');
          }}
        />
        <Button type="primary" loading={busy} disabled={typed.trim() === ''} onClick={() => void enter()}>
          {t('consoleLine.run')}
        </Button>
        <HoldButton />
      </div>
      <div className={styles.below} role="status">
        {below()}
      </div>
    </div>
  );
}

/** What a line would do, once nobody has typed for a moment; null while that isn't known. */
function useOutlook(typed: string): Outlook | null {
  const { runs } = useStores();
  const [outlook, setOutlook] = useState<Outlook | null>(null);
  useEffect(() => {
    const line = typed.trim();
    let isOld = false;
    setOutlook(null);
    if (line === '') return;
    const timer = setTimeout(async () => {
      const planned = await runs.getState().plan(line);
      if (!isOld) setOutlook({ line, planned });
    }, pauseMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [typed, runs]);
  return outlook;
}

function PlanText({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const { targets, danger, line } = plan;
  return (
    <>
      <span data-tone={danger}>
        {danger === 'danger' && <span aria-hidden>▲ </span>}
        {t(`consoleLine.danger.${danger}`)}
      </span>
      <code className={styles.planned} title={line}>
        {line}
      </code>
      {targets.length > 1 && <span title={targets.join(', ')}>{t('confirmRun.servers', { n: targets.length })}</span>}
    </>
  );
}

function Why({ failure }: { failure: Failure }) {
  const { message, hint } = useFailureText(failure);
  return (
    <span className={styles.why} title={`${message}\n${hint}`}>
      <span aria-hidden>▲ </span>
      {message} <span className={styles.hint}>{hint}</span>
    </span>
  );
}

interface OffersProps {
  plan: RunPlan;
  onChoose: (line: string) => void;
}

/** Several servers fit: which of them is meant? */
function Offers({ plan, onChoose }: OffersProps) {
  const { t } = useTranslation();
  return (
    <>
      <span>{t('consoleLine.which')}</span>
      {plan.offers.map(({ target, line }) => (
        <Button key={target} size="small" title={line} onClick={() => onChoose(line)}>
          {target}
        </Button>
      ))}
    </>
  );
}

/** The brake for the day when something is wrong: nothing runs but looking. */
function HoldButton() {
  const { t } = useTranslation();
  const { runs } = useStores();
  const held = useRuns((state) => state.held);
  if (held === null) return null;
  const Icon = held ? PlayCircleOutlined : PauseCircleOutlined;
  return (
    <Button
      icon={<Icon aria-hidden />}
      aria-pressed={held}
      title={t(held ? 'hold.releaseHint' : 'hold.holdHint')}
      onClick={() => void runs.getState().setHeld(!held)}
    >
      {t(held ? 'hold.release' : 'hold.hold')}
    </Button>
  );
}
