import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MonitorView, monitorLimits, type Severity, severities } from '../../../shared/monitor/monitor.ts';
import { Field } from '../../components/field.tsx';
import { useSave } from '../../components/use-save.ts';
import { useStores } from '../../stores/context.ts';
import styles from './edit-many.module.css';

interface Props {
  chosen: MonitorView[];
  monitors: MonitorView[];
  onDone: () => void;
}

/** Stands for "no parent"; no id begins with it. */
const noParent = '+';

const numbers = {
  intervalSeconds: [monitorLimits.shortestInterval, monitorLimits.longestInterval],
  timeoutSeconds: [1, monitorLimits.longestTimeout],
  retries: [0, monitorLimits.retries],
} as const;
type Number = keyof typeof numbers;

/** Changes the same of many monitors: only what is filled in. */
export function EditMany({ chosen, monitors, onDone }: Props) {
  const { t } = useTranslation();
  const { monitors: store } = useStores();
  const [typed, setTyped] = useState<{ [Name in Number]?: number }>({});
  const [severity, setSeverity] = useState<Severity | undefined>();
  const [parent, setParent] = useState<string | undefined>();
  const [addTags, setAddTags] = useState<string[]>([]);
  const [removeTags, setRemoveTags] = useState<string[]>([]);
  const ids = chosen.map(({ id }) => id);
  const change = { ...typed, ...(severity && { severity }), ...(parent !== undefined && { parent: parent === noParent ? null : parent }) };
  const isEmpty = Object.keys(change).length === 0 && addTags.length === 0 && removeTags.length === 0;
  const { isSaving, onSubmit } = useSave(!isEmpty, async () => {
    if (await store.getState().editMany({ ids, change, addTags, removeTags })) onDone();
  });
  const theirTags = [...new Set(chosen.flatMap(({ tags }) => tags))].sort();
  const allTags = [...new Set(monitors.flatMap(({ tags }) => tags))].sort();
  const options = (names: readonly string[]) => names.map((value) => ({ value, label: value }));
  return (
    <form className={styles.form} aria-label={t('monitors.manyTitle', { n: chosen.length })} onSubmit={onSubmit}>
      <p className={styles.rule}>{t('monitors.manyRule')}</p>
      <div className={styles.fields}>
        {(Object.keys(numbers) as Number[]).map((name) => (
          <Field key={name} label={t(`monitorField.${name}`)} rule="">
            {(ties) => (
              <InputNumber
                {...ties}
                className={styles.control ?? ''}
                min={numbers[name][0]}
                max={numbers[name][1]}
                precision={0}
                placeholder={t('monitors.keep')}
                value={typed[name] ?? null}
                onChange={(value) => setTyped(({ [name]: _, ...rest }) => (value === null ? rest : { ...rest, [name]: value }))}
              />
            )}
          </Field>
        ))}
        <Field label={t('monitorField.severity')} rule="">
          {(ties) => (
            <Select
              {...ties}
              className={styles.control ?? ''}
              allowClear
              placeholder={t('monitors.keep')}
              value={severity}
              onChange={(value: Severity | undefined) => setSeverity(value)}
              options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('monitorField.parent')} rule="">
          {(ties) => (
            <Select
              {...ties}
              className={styles.control ?? ''}
              allowClear
              showSearch
              optionFilterProp="label"
              placeholder={t('monitors.keep')}
              value={parent}
              onChange={(value: string | undefined) => setParent(value)}
              options={[
                { value: noParent, label: t('monitors.noParent') },
                ...monitors.filter(({ id }) => !ids.includes(id)).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </Field>
        <Field label={t('monitors.addTags')} rule="">
          {(ties) => (
            <Select
              {...ties}
              className={styles.control ?? ''}
              mode="tags"
              value={addTags}
              onChange={setAddTags}
              options={options(allTags)}
            />
          )}
        </Field>
        <Field label={t('monitors.removeTags')} rule="">
          {(ties) => (
            <Select
              {...ties}
              className={styles.control ?? ''}
              mode="multiple"
              value={removeTags}
              onChange={setRemoveTags}
              options={options(theirTags)}
            />
          )}
        </Field>
      </div>
      <div className={styles.acts}>
        <Button type="primary" htmlType="submit" loading={isSaving} disabled={isEmpty}>
          {t('monitors.manyApply', { n: chosen.length })}
        </Button>
        <Button onClick={onDone}>{t('app.cancel')}</Button>
      </div>
    </form>
  );
}
