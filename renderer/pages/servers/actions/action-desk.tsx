import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { RunPlan } from '../../../../shared/run.ts';
import type { TargetView } from '../../../../shared/target.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { type Action, actionsOf, lineOf } from '../../../components/server-actions/actions.ts';
import { useActionTexts } from '../../../components/server-actions/use-action-texts.ts';
import { useRuns, useStores, useWish } from '../../../stores/context.ts';
import { ActionBar } from './action-bar.tsx';
import styles from './action-desk.module.css';
import { ActionForm } from './action-form.tsx';
import { RunPanel } from './run-panel.tsx';

interface Props {
  targets: TargetView[];
  /** Where it stands, which remembers the run that was begun there: `servers/web-01`. */
  place: string;
  /** Shows the plan, with all its servers, before anything but looking is done. */
  isPlanShown?: boolean;
}

/** An action that was chosen: its arguments are filled in, or it waits for a yes. */
interface Chosen {
  action: Action;
  values: Record<string, string>;
  /** What it would do, once it was asked for and has to be agreed to. */
  plan: RunPlan | null;
}

const isSame = (one: readonly string[], other: readonly string[]) => one.length === other.length && one.every((id) => other.includes(id));

/** What can be done to servers, and what came of what was done last. */
export function ActionDesk({ targets, place, isPlanShown = false }: Props) {
  const { t } = useTranslation();
  const { runs, wish } = useStores();
  const { labelOf } = useActionTexts();
  const desk = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const begun = useRuns((state) => state.begun[place]);
  const commands = useRuns((state) => state.commands);
  const wished = useWish((state) => (targets.length === 1 && state.wish?.target === targets[0]?.id ? state.wish?.action : undefined));
  const ids = targets.map(({ id }) => id);
  const lineFor = ({ action, values }: Chosen) => lineOf(action, labelOf(action), values, ids);

  const start = async (wish: Chosen, confirmed?: string[]) => {
    setBusy(true);
    const started = await runs.getState().start(lineFor(wish), confirmed, place);
    setBusy(false);
    setFailure(started.ok ? null : started.error);
    if (started.ok) close();
  };
  /** Looks first what the line would do: nothing runs on servers other than those that are shown. */
  const ask = async (wish: Chosen) => {
    setBusy(true);
    const planned = await runs.getState().plan(lineFor(wish));
    setBusy(false);
    setFailure(planned.ok ? null : planned.error);
    if (!planned.ok) return;
    const plan = planned.value;
    const isMeant = isSame(plan.targets, ids) && plan.offers.length === 0;
    const asksFirst = plan.confirm || (isPlanShown && plan.danger !== 'read');
    if (isMeant && !asksFirst) await start(wish);
    else setChosen({ ...wish, plan });
  };
  /** The form is gone, and with it the focus: back to the button that has opened it. */
  const close = () => {
    const id = chosen?.action.id;
    setChosen(null);
    if (id !== undefined) desk.current?.querySelector<HTMLElement>(`[data-action="${CSS.escape(id)}"]`)?.focus();
  };
  const choose = (action: Action) => {
    if (busy) return;
    setFailure(null);
    if (chosen?.action.id === action.id) return setChosen(null);
    const wish: Chosen = { action, values: {}, plan: null };
    setChosen(action.fields.length > 0 ? wish : null);
    if (action.fields.length === 0) void ask(wish);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish
  useEffect(() => {
    const action = actionsOf(commands).find(({ id }) => id === wished);
    if (wished === undefined || !action) return;
    wish.getState().taken();
    if (chosen?.action.id !== action.id) choose(action);
  }, [wished, commands]);

  return (
    <section ref={desk} className={styles.desk} aria-label={t('action.title')}>
      <ActionBar targets={targets} chosen={chosen?.action.id} onChoose={choose} />
      {chosen && (
        <ActionForm
          key={chosen.action.id}
          {...chosen}
          targets={targets}
          line={lineFor(chosen)}
          busy={busy}
          onChange={(values) => setChosen({ ...chosen, values, plan: null })}
          onAsk={() => void ask(chosen)}
          onConfirm={() => void start(chosen, chosen.plan?.targets)}
          onCancel={() => {
            close();
            setFailure(null);
          }}
        />
      )}
      {failure && <FailureNote failure={failure} />}
      {begun !== undefined && !chosen && <RunPanel id={begun} place={place} />}
    </section>
  );
}
