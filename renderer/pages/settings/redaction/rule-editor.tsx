import { Button, Checkbox, Input, type InputRef, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { patternProblem } from '../../../../shared/pattern-problem.ts';
import { type RedactionRule, redactionChecks, redactionLimits } from '../../../../shared/redaction.ts';
import { Field } from '../../../components/field.tsx';
import { useSave } from '../../../components/use-save.ts';
import { useOverview } from '../../../stores/context.ts';
import styles from './redaction.module.css';
import { RuleTrial } from './rule-trial.tsx';

interface Props {
  rule: RedactionRule;
  onChange: (rule: RedactionRule) => void;
  onSave: (rule: RedactionRule) => Promise<void>;
  onCancel: () => void;
}

/** A rule as it is written: checked with each key, and tried at once. */
export function RuleEditor({ rule, onChange, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const accounts = useOverview((state) => state.overview.value?.accounts) ?? [];
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const fault = rule.pattern === '' ? undefined : patternProblem(rule.pattern, rule.ignoreCase);
  const canSave = rule.name.trim() !== '' && rule.pattern !== '' && !fault;
  const change = (part: Partial<RedactionRule>) => onChange({ ...rule, ...part });
  const { onSubmit } = useSave(canSave, () => onSave({ ...rule, name: rule.name.trim() }));
  return (
    <form
      aria-label={t('redaction.editor')}
      className={styles.editor}
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <Field label={t('redaction.name')} rule={t('redaction.nameRule')}>
        {(ties) => (
          <Input
            {...ties}
            ref={first}
            maxLength={redactionLimits.nameChars}
            value={rule.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('redaction.pattern')}
        rule={t('redaction.patternRule', { n: redactionLimits.patternChars })}
        problem={fault && t(`redaction.fault.${fault.kind}`, { n: fault.index + 1 })}
      >
        {(ties) => (
          <>
            <Input
              {...ties}
              className={styles.wire ?? ''}
              {...(fault && { status: 'error' })}
              autoComplete="off"
              spellCheck={false}
              maxLength={redactionLimits.patternChars}
              value={rule.pattern}
              onChange={(event) => change({ pattern: event.target.value })}
            />
            <Checkbox
              className={styles.whole ?? ''}
              checked={rule.ignoreCase}
              onChange={(event) => change({ ignoreCase: event.target.checked })}
            >
              {t('redaction.ignoreCase')}
            </Checkbox>
          </>
        )}
      </Field>
      <Field label={t('redaction.replacement')} rule={t('redaction.replacementRule')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={redactionLimits.replacementChars}
            value={rule.replacement}
            onChange={(event) => change({ replacement: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('redaction.check')} rule={t('redaction.checkRule')}>
        {({ id }) => (
          <Select
            id={id}
            className={styles.grow ?? ''}
            value={rule.check}
            options={redactionChecks.map((value) => ({ value, label: t(`redaction.checkOf.${value}`) }))}
            onChange={(check) => change({ check })}
          />
        )}
      </Field>
      <Field label={t('redaction.account')} rule={t('redaction.accountRule')}>
        {({ id }) => (
          <Select
            id={id}
            className={styles.grow ?? ''}
            value={rule.account ?? ''}
            options={[
              { value: '', label: t('redaction.everyAccount') },
              ...accounts.map((account) => ({ value: account.id, label: account.name })),
            ]}
            onChange={(account: string) => change({ account: account === '' ? null : account })}
          />
        )}
      </Field>
      <RuleTrial rule={canSave || (rule.pattern !== '' && !fault) ? rule : null} />
      <div className={styles.line}>
        <Button type="primary" htmlType="submit" disabled={!canSave}>
          {t('redaction.save')}
        </Button>
        <Button onClick={onCancel}>{t('redaction.cancel')}</Button>
      </div>
    </form>
  );
}
