import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { RunPlan } from '../../../../shared/run.ts';
import type { SavedScript } from '../../../../shared/script.ts';
import { ConfirmRun } from '../../../components/confirm-run.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { FormSection } from '../../../components/form-section.tsx';
import { useRuns, useStores, useTargets } from '../../../stores/context.ts';
import { areFilled, scriptWords } from '../../../stores/script-arguments.ts';
import { RunPanel } from '../actions/run-panel.tsx';
import { ArgumentFields } from './argument-fields.tsx';
import { runsOn } from './runs-on.ts';
import styles from './script-preview.module.css';
import { useRunWord } from './use-run-word.ts';

interface Props {
  /** As it is saved; absent while it never was. */
  script: SavedScript | undefined;
  /** There are changes that are not saved. */
  isChanged: boolean;
  /** Where it stands, which remembers the run that was begun there. */
  place: string;
}

/** Runs the saved script on one server: first the plan, then what it prints, live. */
export function TryScript({ script, isChanged, place }: Props) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const word = useRunWord();
  const all = useTargets((state) => state.targets.value);
  const begun = useRuns((state) => state.begun[place]);
  const [target, setTarget] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [plan, setPlan] = useState<RunPlan | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  const isShown = useRuns((state) => begun !== undefined && state.watched[begun]?.state !== 'running');
  useEffect(() => {
    // why: what it prints stands below the fields, mostly out of sight
    if (begun !== undefined && isShown) result.current?.scrollIntoView({ block: 'nearest' });
  }, [begun, isShown]);
  if (!script) return null;

  const able = (all ?? []).filter((server) => runsOn(script, server));
  const chosen = able.find(({ id }) => id === target) ?? (able.length === 1 ? able[0] : undefined);
  const isReady = chosen !== undefined && areFilled(script, values) && !isChanged;
  const line = chosen ? [word, ...scriptWords(script, values), chosen.id].join(' ') : '';
  const start = async (confirmed?: string[]) => {
    setBusy(true);
    const started = await runs.getState().start(line, confirmed, place);
    setBusy(false);
    setPlan(null);
    setFailure(started.ok ? null : started.error);
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
  const obstacle = isChanged ? t('scripts.trySave') : isReady ? t('scripts.tryHint') : t('scripts.tryFill');
  const systems = t(script.interpreter === 'powershell' ? 'scripts.systems.windows' : 'scripts.systems.unix');
  return (
    <FormSection title={t('scripts.try')}>
      {all && able.length === 0 ? (
        <p className={styles.quiet}>{t('scripts.noServer', { interpreter: t(`scripts.interpreter.${script.interpreter}`), systems })}</p>
      ) : (
        <>
          <div className={styles.fields}>
            <Select
              size="small"
              className={styles.server ?? ''}
              aria-label={t('scripts.tryOn')}
              placeholder={t('scripts.tryOn')}
              showSearch
              value={chosen?.id ?? null}
              options={able.map(({ id, name }) => ({ value: id, label: name === id ? id : `${id} ${name}` }))}
              onChange={(id: string) => {
                setTarget(id);
                setPlan(null);
              }}
            />
            <ArgumentFields
              parameters={script.parameters}
              values={values}
              onChange={(key, value) => {
                setValues({ ...values, [key]: value });
                setPlan(null);
              }}
            />
          </div>
          {plan ? (
            <ConfirmRun plan={plan} busy={busy} onConfirm={() => void start(plan.targets)} onCancel={() => setPlan(null)} />
          ) : (
            <div className={styles.acts}>
              <Button size="small" disabled={!isReady} loading={busy} onClick={() => void ask()}>
                {t('scripts.tryStart')}
              </Button>
              <span className={styles.quiet}>{obstacle}</span>
            </div>
          )}
        </>
      )}
      {failure && <FailureNote failure={failure} />}
      <div ref={result}>{begun !== undefined && <RunPanel id={begun} place={place} />}</div>
    </FormSection>
  );
}
