import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import chip from '../../components/chip.module.css';
import styles from '../../components/filter-chips.module.css';
import type { Label } from '../../stores/target-filter.ts';

interface Props {
  groups: Label[];
  tags: Label[];
  chosenGroups: string[];
  chosenTags: string[];
  /** How many meet the filters, and how many there are. */
  shown: number;
  all: number;
  filtering: boolean;
  checking: boolean;
  onToggle: (what: 'groups' | 'tags', name: string) => void;
  onClear: () => void;
  onCheck: () => void;
}

/** How many servers are shown, and the groups and tags to narrow that down. */
export function FilterRow({ groups, tags, chosenGroups, chosenTags, shown, all, filtering, checking, onToggle, onClear, onCheck }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.row}>
      <p role="status" className={styles.count}>
        {filtering ? t('servers.countOf', { n: shown, all }) : t('servers.count', { n: all })}
      </p>
      <div className={styles.chips}>
        <Chips name={t('servers.groups')} labels={groups} chosen={chosenGroups} onToggle={(name) => onToggle('groups', name)} />
        <Chips name={t('servers.tags')} labels={tags} chosen={chosenTags} onToggle={(name) => onToggle('tags', name)} isTag />
        {filtering && (
          <Button type="link" size="small" onClick={onClear}>
            {t('servers.clear')}
          </Button>
        )}
      </div>
      <Button
        type="text"
        size="small"
        icon={<ReloadOutlined aria-hidden />}
        loading={checking}
        title={t('servers.checkHint')}
        onClick={onCheck}
      >
        {t('servers.check')}
      </Button>
    </div>
  );
}

interface ChipsProps {
  name: string;
  labels: Label[];
  chosen: string[];
  isTag?: boolean;
  onToggle: (name: string) => void;
}

function Chips({ name, labels, chosen, isTag = false, onToggle }: ChipsProps) {
  if (labels.length === 0) return null;
  return (
    <fieldset aria-label={name} className={styles.set}>
      {labels.map((label) => (
        <button
          key={label.name}
          type="button"
          className={chip.chip}
          aria-pressed={chosen.includes(label.name)}
          onClick={() => onToggle(label.name)}
        >
          {isTag && <span aria-hidden>#</span>}
          <span className={styles.name}>{label.name}</span>
          <span>{label.count}</span>
        </button>
      ))}
    </fieldset>
  );
}
