import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MonitorChoice } from '../../../../shared/monitor/notice-rule.ts';
import { useMonitors, useTargets } from '../../../stores/context.ts';
import styles from './recipients-field.module.css';
import { noMonitors } from './rule-draft.ts';

/** All monitors, or those named, tagged so, or of some servers. */
export function ChoiceFields({ choice, onChange }: { choice: MonitorChoice; onChange: (choice: MonitorChoice) => void }) {
  const { t } = useTranslation();
  const monitors = useMonitors((state) => state.monitors.value) ?? [];
  const targets = useTargets((state) => state.targets.value) ?? [];
  const tags = [...new Set(monitors.flatMap((monitor) => monitor.tags))].sort();
  const some = choice === 'all' ? undefined : choice;
  const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  const lists = [
    { name: 'tags', label: t('notices.byTag'), options: tags.map((tag) => ({ value: tag, label: `#${tag}` })) },
    { name: 'monitors', label: t('notices.byMonitor'), options: named(monitors) },
    { name: 'targets', label: t('notices.byTarget'), options: named(targets) },
  ] as const;
  return (
    <div className={styles.set}>
      <Segmented
        aria-label={t('notices.monitors')}
        value={some ? 'some' : 'all'}
        onChange={(value) => onChange(value === 'all' ? 'all' : noMonitors)}
        options={(['all', 'some'] as const).map((value) => ({ value, label: t(`notices.${value}`) }))}
      />
      {some &&
        lists.map(({ name, label, options }) => (
          <Select
            key={name}
            mode="multiple"
            aria-label={label}
            placeholder={label}
            optionFilterProp="label"
            value={some[name]}
            options={options}
            onChange={(value: string[]) => onChange({ ...some, [name]: value })}
          />
        ))}
    </div>
  );
}
