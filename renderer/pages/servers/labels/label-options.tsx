import { Checkbox, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { localTargetId, type TargetView } from '../../../../shared/target.ts';
import { Field } from '../../../components/field.tsx';
import { groupsOf, tagsOf } from '../../../stores/target-filter.ts';
import styles from './label-options.module.css';
import { type LabelSize, labelSizes, labelsPerSheet } from './label-sizes.ts';
import { type LabelPart, labelParts } from './server-label.tsx';

interface Props {
  targets: TargetView[];
  /** The ids of those that get a label. */
  chosen: readonly string[];
  size: LabelSize;
  parts: readonly LabelPart[];
  skipped: number;
  onChoose: (ids: string[]) => void;
  onSize: (size: LabelSize) => void;
  onParts: (parts: LabelPart[]) => void;
  onSkip: (count: number) => void;
}

/** Which servers get a label, on which paper, and what stands on it. */
export function LabelOptions({ targets, chosen, size, parts, skipped, ...on }: Props) {
  const { t } = useTranslation();
  const most = labelsPerSheet(size);
  return (
    <div className={styles.options}>
      <Field label={t('labels.size')} rule={t('labels.sizeRule')}>
        {(ties) => (
          <Select
            {...ties}
            className={styles.wide ?? ''}
            value={size.id}
            options={labelSizes.map(({ id }) => ({ value: id, label: t(`labels.sizeOf.${id}`) }))}
            onChange={(id) => on.onSize(labelSizes.find((one) => one.id === id) ?? size)}
          />
        )}
      </Field>
      <fieldset className={styles.group}>
        <legend>{t('labels.parts')}</legend>
        <Checkbox.Group
          options={labelParts.map((part) => ({ value: part, label: t(`labels.part.${part}`) }))}
          value={[...parts]}
          onChange={(chosenParts) => on.onParts(labelParts.filter((part) => chosenParts.includes(part)))}
        />
      </fieldset>
      {most > 1 && (
        <Field label={t('labels.first')} rule={t('labels.firstRule', { most })}>
          {(ties) => (
            <InputNumber
              {...ties}
              min={1}
              max={most}
              precision={0}
              value={skipped + 1}
              onChange={(place) => on.onSkip(Math.max(0, (place ?? 1) - 1))}
            />
          )}
        </Field>
      )}
      <ChooseServers targets={targets} chosen={chosen} onChoose={on.onChoose} />
    </div>
  );
}

/** All but this computer, those of a group or a tag, or each by itself. */
function ChooseServers({ targets, chosen, onChoose }: Pick<Props, 'targets' | 'chosen' | 'onChoose'>) {
  const { t } = useTranslation();
  const idsOf = (wanted: (target: TargetView) => boolean) => targets.filter(wanted).map(({ id }) => id);
  const others = idsOf(({ id }) => id !== localTargetId);
  const sets = [
    { key: 'all', label: t('labels.all', { n: others.length }), ids: others },
    ...groupsOf(targets).map(({ name, count }) => ({
      ...{ key: `group ${name}`, label: t('labels.group', { name, n: count }), ids: idsOf(({ group }) => group === name) },
    })),
    ...tagsOf(targets).map(({ name, count }) => ({
      ...{ key: `tag ${name}`, label: t('labels.tag', { name, n: count }), ids: idsOf(({ tags }) => tags.includes(name)) },
    })),
  ];
  const isChosen = (ids: string[]) => ids.length > 0 && ids.length === chosen.length && ids.every((id) => chosen.includes(id));
  return (
    <fieldset className={styles.group}>
      <legend>{t('labels.servers')}</legend>
      <Select
        aria-label={t('labels.servers')}
        className={styles.wide ?? ''}
        placeholder={t('labels.choose')}
        value={sets.find(({ ids }) => isChosen(ids))?.key ?? null}
        options={sets.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key: string) => onChoose(sets.find((set) => set.key === key)?.ids ?? [])}
      />
      <ul className={styles.list}>
        {targets.map(({ id, name }) => (
          <li key={id}>
            <Checkbox
              checked={chosen.includes(id)}
              onChange={({ target: box }) => onChoose(box.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
            >
              {name} {name !== id && <code className={styles.id}>{id}</code>}
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
