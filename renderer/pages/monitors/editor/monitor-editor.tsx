import { useTranslation } from 'react-i18next';
import { needsTarget } from '../../../../shared/monitor/check-spec.ts';
import type { MonitorView } from '../../../../shared/monitor/monitor.ts';
import { localTargetId } from '../../../../shared/target.ts';
import editor from '../../../components/editor-form.module.css';
import { FailureNote } from '../../../components/failure-note.tsx';
import { FormSection } from '../../../components/form-section.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useSave } from '../../../components/use-save.ts';
import { useMonitors, useNoticeRules, useStores, useTargets } from '../../../stores/context.ts';
import { formOfMonitor, idOfName, type MonitorForm, newMonitorForm, readMonitorForm } from '../../../stores/monitor-form.ts';
import { newMonitor, noticesPart, rulePart } from '../../../stores/monitor-part.ts';
import { formatRoute } from '../../../stores/route.ts';
import { MonitorPanel } from '../monitor-panel.tsx';
import { CheckFields } from './check-fields.tsx';
import { KindField } from './kind-field.tsx';
import { MaintenanceField } from './maintenance-field.tsx';
import styles from './monitor-editor.module.css';
import { MonitorSaveBar } from './monitor-save-bar.tsx';
import { MonitorLines, MonitorNames, MonitorSelect, MonitorText } from './plain-fields.tsx';
import { ScheduleSection } from './schedule-section.tsx';
import type { SectionProps } from './section-props.ts';
import { TrialLine } from './trial-line.tsx';
import { useMonitorTexts } from './use-monitor-texts.ts';

interface Props {
  /** Absent while it is being added. */
  monitor: MonitorView | undefined;
  monitors: MonitorView[];
}

/** The form of a monitor: only what its kind needs, and a way to try it before it counts. */
export function MonitorEditor({ monitor, monitors }: Props) {
  const { t } = useTranslation();
  const { monitors: store, route } = useStores();
  const key = monitor?.id ?? newMonitor;
  const draft = useMonitors((state) => state.drafts[key]);
  const saving = useMonitors((state) => state.busy[key] === 'save');
  const failed = useMonitors((state) => state.failures[key]);
  const trial = useMonitors((state) => state.trials[key]);
  const targets = useTargets((state) => state.targets.value);
  const texts = useMonitorTexts();
  const { edit, save, tryOut, forgetTrial, forgetFailure } = store.getState();
  const { go } = route.getState();

  const form = draft ?? (monitor ? formOfMonitor(monitor) : newMonitorForm());
  const others = monitors.filter(({ id }) => id !== monitor?.id);
  const taken = others.map(({ id }) => id);
  const { monitor: read, secrets = {}, problems } = readMonitorForm(form, taken);
  const touched = draft !== undefined;
  const canSave = read !== undefined && touched && !saving;
  const back = () => go('monitors', monitor?.id ?? null);
  const change = (changed: Partial<MonitorForm>) => {
    if (trial) forgetTrial(key);
    edit(key, { ...form, ...changed });
  };
  const { onSubmit } = useSave(canSave, async () => {
    if (read && (await save(key, read, secrets))) go('monitors', read.id);
  });
  const discard = () => {
    forgetFailure(key);
    forgetTrial(key);
    edit(key, null);
    back();
  };

  const section: SectionProps = { form, problems, onChange: change };
  const targetOptions = (targets ?? []).map(({ id, name }) => ({
    value: id,
    label: id === localTargetId || name === id ? name : `${name} (${id})`,
  }));
  const isAsking = needsTarget.has(form.kind);
  const targetField = (
    <MonitorSelect
      field="target"
      rule={t(isAsking ? 'monitorRule.targetNeeded' : 'monitorRule.target')}
      options={targetOptions}
      isClearable={!isAsking}
      {...section}
    />
  );
  return (
    <MonitorPanel
      label={t('monitors.open')}
      title={monitor ? t('monitorForm.editTitle', { name: monitor.name }) : t('monitorForm.newTitle')}
      isForm
      onClose={back}
    >
      <form className={editor.form} autoComplete="off" onSubmit={onSubmit}>
        <div className={`${editor.fields} ${editor.topped}`}>
          {failed && <FailureNote failure={failed.failure} />}
          <FormSection title={t('monitorForm.what')}>
            <KindField kind={form.kind} onChange={(kind) => change(kindChange(form, kind))} />
            <div data-first>
              <MonitorText field="name" rule={t('monitorRule.name')} isWire={false} {...section} />
            </div>
            <CheckFields {...section} targetField={targetField} />
            <TrialLine
              trial={trial}
              isTriable={read !== undefined}
              isPush={form.kind === 'push'}
              onTry={() => read && void tryOut(key, read, secrets)}
            />
          </FormSection>
          <ScheduleSection {...section} />
          <FormSection title={t('monitorForm.belongs')}>
            <MonitorNames
              field="tags"
              rule={t('monitorRule.tags')}
              offered={[...new Set(others.flatMap(({ tags }) => tags))].sort()}
              {...section}
            />
            {!isAsking && targetField}
            <MonitorSelect
              field="parent"
              rule={t('monitorRule.parent')}
              options={others.map(({ id, name }) => ({ value: id, label: name }))}
              isClearable
              {...section}
            />
            {!monitor && (
              <TextField
                label={texts.label('id')}
                rule={t('monitorRule.id')}
                value={form.id ?? idOfName(form.name, form.kind, taken)}
                problem={texts.problem('id', problems.id)}
                isWire
                onChange={(id) => change({ id })}
              />
            )}
            <MonitorLines field="notes" rule={t('monitorRule.notes')} isWire={false} {...section} />
          </FormSection>
          <MaintenanceSection {...section} />
          <RulesHint />
        </div>
        <MonitorSaveBar problems={problems} isNew={!monitor} touched={touched} saving={saving} canSave={canSave} onDiscard={discard} />
      </form>
    </MonitorPanel>
  );
}

/** Another kind with its usual interval, unless somebody has chosen one. */
function kindChange(form: MonitorForm, kind: MonitorForm['kind']): Partial<MonitorForm> {
  const usual = newMonitorForm(form.kind).intervalSeconds;
  return { kind, ...(form.intervalSeconds === usual && { intervalSeconds: newMonitorForm(kind).intervalSeconds }) };
}

function MaintenanceSection({ form, problems, onChange }: SectionProps) {
  const { t } = useTranslation();
  return (
    <FormSection title={t('monitorForm.maintenanceTitle')}>
      <MaintenanceField
        windows={form.maintenance}
        problem={problems.maintenance && t('monitorProblem.maintenance')}
        onChange={(maintenance) => onChange({ maintenance })}
      />
    </FormSection>
  );
}

/** Who will be told of it. */
function RulesHint() {
  const { t } = useTranslation();
  const hasRules = useNoticeRules((state) => (state.rules.value ?? []).some(({ on }) => on));
  return (
    <p className={styles.hint}>
      {!hasRules && <span aria-hidden>▲ </span>}
      {t(hasRules ? 'monitorForm.toWhom' : 'monitorForm.noRules')}{' '}
      <a href={formatRoute('monitors', hasRules ? noticesPart : rulePart(newMonitor))}>
        {t(hasRules ? 'monitorForm.toRules' : 'monitorForm.addRule')}
      </a>
    </p>
  );
}
