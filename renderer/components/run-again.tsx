import { RedoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/result.ts';
import type { RunPlan } from '../../shared/run.ts';
import { useStores } from '../stores/context.ts';
import { ConfirmRun } from './confirm-run.tsx';
import { FailureNote } from './failure-note.tsx';

interface Props {
  line: string;
  /** The place of the console that shows what comes of it. */
  place?: string;
  onStarted?: (run: string) => void;
}

/** Runs a line once more. What is dangerous says first what it acts upon, in its own button. */
export function RunAgain({ line, place, onStarted }: Props) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const [plan, setPlan] = useState<RunPlan | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async (confirmed?: string[]) => {
    setBusy(true);
    const started = await runs.getState().start(line, confirmed, place);
    setBusy(false);
    setPlan(null);
    if (started.ok) onStarted?.(started.value);
    else setFailure(started.error);
  };
  const ask = async () => {
    setBusy(true);
    const planned = await runs.getState().plan(line);
    setBusy(false);
    setFailure(planned.ok ? null : planned.error);
    if (!planned.ok) return;
    if (planned.value.confirm) setPlan(planned.value);
    else await start();
  };
  if (plan) return <ConfirmRun plan={plan} busy={busy} onConfirm={() => void start(plan.targets)} onCancel={() => setPlan(null)} />;
  return (
    <>
      <Button size="small" icon={<RedoOutlined aria-hidden />} loading={busy} onClick={() => void ask()}>
        {t('history.again')}
      </Button>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
