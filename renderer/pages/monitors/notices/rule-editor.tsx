import { Button, Checkbox, Input, InputNumber, Segmented, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { severities } from '../../../../shared/monitor/monitor.ts';
import type { NoticeRule } from '../../../../shared/monitor/notice-rule.ts';
import type { Failure } from '../../../../shared/result.ts';
import editor from '../../../components/editor-form.module.css';
import { FailureNote } from '../../../components/failure-note.tsx';
import { Field } from '../../../components/field.tsx';
import { useSave } from '../../../components/use-save.ts';
import { MonitorPanel } from '../monitor-panel.tsx';
import { ChoiceFields } from './choice-fields.tsx';
import { EscalationFields } from './escalation-fields.tsx';
import { HoursFields } from './hours-fields.tsx';
import { RecipientsField } from './recipients-field.tsx';
import { lacksOfRule, nights, workingHours } from './rule-draft.ts';
import styles from './rule-editor.module.css';
import { RuleSentences } from './rule-sentences.tsx';

interface Props {
  /** As it is now: saved, or half typed. */
  rule: NoticeRule;
  isNew: boolean;
  saving: boolean;
  failure: Failure | null;
  onSave: (rule: NoticeRule) => Promise<void>;
  onChange: (rule: NoticeRule) => void;
  onRemove: () => void;
  onClose: () => void;
  /** Puts away what was typed; missing where nothing was. */
  onDiscard?: () => void;
}

const without = <Name extends 'hours' | 'quiet' | 'repeatMinutes'>(rule: NoticeRule, name: Name): NoticeRule => {
  const { [name]: _, ...rest } = rule;
  return rest as NoticeRule;
};

/** Makes a rule, or changes one; what it does stands below it in words. */
export function RuleEditor({ rule, isNew, saving, failure, onSave, onChange: setRule, onRemove, onClose, onDiscard }: Props) {
  const { t } = useTranslation();
  const lacks = lacksOfRule(rule);
  const put = (change: Partial<NoticeRule>) => setRule({ ...rule, ...change });
  const { onSubmit } = useSave(lacks.length === 0 && !saving, () => onSave(rule));
  return (
    <MonitorPanel label={t('notices.edit')} title={t(isNew ? 'notices.newTitle' : 'notices.edit')} isForm onClose={onClose}>
      <form className={editor.form} autoComplete="off" onSubmit={onSubmit}>
        <div className={`${editor.fields} ${editor.topped}`}>
          {failure && <FailureNote failure={failure} />}
          <Field label={t('notices.name')} rule={t('notices.nameRule')}>
            {(ties) => <Input {...ties} maxLength={64} value={rule.name} onChange={(event) => put({ name: event.target.value })} />}
          </Field>
          <Field label={t('notices.monitors')} rule={rule.monitors === 'all' ? '' : t('notices.someRule')}>
            {() => <ChoiceFields choice={rule.monitors} onChange={(monitors) => put({ monitors })} />}
          </Field>
          <Field label={t('notices.from')} rule="">
            {({ id }) => (
              <Segmented
                id={id}
                aria-label={t('notices.from')}
                value={rule.from}
                onChange={(from) => put({ from })}
                options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
              />
            )}
          </Field>
          <Field label={t('notices.to')} rule={t('notices.toRule')}>
            {() => <RecipientsField label={t('notices.to')} to={rule.to} onChange={(to) => put({ to })} />}
          </Field>
          <Field label={t('notices.repeat')} rule={t('notices.repeatRule')}>
            {(ties) => (
              <>
                <InputNumber
                  {...ties}
                  min={5}
                  max={10_080}
                  precision={0}
                  value={rule.repeatMinutes ?? null}
                  onChange={(value) => (value === null ? setRule(without(rule, 'repeatMinutes')) : put({ repeatMinutes: value }))}
                />
                <span>{t('notices.minutes')}</span>
              </>
            )}
          </Field>
          <Field label={t('notices.escalate')} rule={t('notices.escalateRule')}>
            {() => <EscalationFields steps={rule.escalations} onChange={(escalations) => put({ escalations })} />}
          </Field>
          <TimesFields rule={rule} onChange={setRule} />
          <Checkbox checked={rule.recoveries} onChange={({ target }) => put({ recoveries: target.checked })}>
            {t('notices.recoveries')}
          </Checkbox>
          <div className={styles.switch}>
            <Switch size="small" checked={rule.on} aria-label={t('notices.on')} onChange={(on) => put({ on })} />
            <span>{t('notices.on')}</span>
          </div>
          <section aria-label={t('notices.preview')} className={styles.preview}>
            <RuleSentences rule={rule} />
          </section>
        </div>
        <div className={styles.acts}>
          <Button type="primary" htmlType="submit" loading={saving} disabled={lacks.length > 0}>
            {t(isNew ? 'notices.make' : 'notices.save')}
          </Button>
          {onDiscard && <Button onClick={onDiscard}>{t(isNew ? 'app.cancel' : 'accounts.discard')}</Button>}
          {!isNew && (
            <Button danger onClick={onRemove}>
              {t('notices.remove')}
            </Button>
          )}
          {lacks.length > 0 && (
            <p role="status" className={styles.lacks}>
              {t('notices.lacks', { what: lacks.map((lack) => t(`notices.lack.${lack}`)).join(t('ruleWords.comma')) })}
            </p>
          )}
        </div>
      </form>
    </MonitorPanel>
  );
}

/** When it counts, and when it waits. */
function TimesFields({ rule, onChange }: { rule: NoticeRule; onChange: (rule: NoticeRule) => void }) {
  const { t } = useTranslation();
  const { hours, quiet } = rule;
  return (
    <>
      <div className={styles.times}>
        <Checkbox
          checked={hours !== undefined}
          onChange={({ target }) => onChange(target.checked ? { ...rule, hours: workingHours() } : without(rule, 'hours'))}
        >
          {t('notices.hours')}
        </Checkbox>
        <p className={styles.rule}>{t('notices.hoursRule')}</p>
        {hours && <HoursFields hours={hours} onChange={(changed) => onChange({ ...rule, hours: changed })} />}
      </div>
      <div className={styles.times}>
        <Checkbox
          checked={quiet !== undefined}
          onChange={({ target }) => onChange(target.checked ? { ...rule, quiet: nights() } : without(rule, 'quiet'))}
        >
          {t('notices.quiet')}
        </Checkbox>
        <p className={styles.rule}>{t('notices.quietRule')}</p>
        {quiet && (
          <>
            <HoursFields hours={quiet} onChange={(changed) => onChange({ ...rule, quiet: changed })} />
            <Select
              aria-label={t('notices.quietExceptLabel')}
              value={quiet.except}
              onChange={(except: 'critical' | 'nothing') => onChange({ ...rule, quiet: { ...quiet, except } })}
              options={(['critical', 'nothing'] as const).map((value) => ({ value, label: t(`notices.quietExcept.${value}`) }))}
            />
          </>
        )}
      </div>
    </>
  );
}
