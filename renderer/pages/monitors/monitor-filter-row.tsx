import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type CheckKind, checkKinds } from '../../../shared/monitor/check-spec.ts';
import type { MonitorState, MonitorView, monitorStates } from '../../../shared/monitor/monitor.ts';
import chip from '../../components/chip.module.css';
import chips from '../../components/filter-chips.module.css';
import { countMonitors, isFilteringMonitors, type MonitorFilter } from '../../stores/monitor-list.ts';
import styles from './monitor-filter-row.module.css';

interface Props {
  monitors: MonitorView[];
  filter: MonitorFilter;
  shown: number;
  /** The order that is shown is kept while the pointer is over it, and isn't the right one any more. */
  isLate: boolean;
  onToggle: (what: 'states' | 'kinds' | 'tags', name: string) => void;
  onClear: () => void;
}

/** The worst first, as in the list. */
const stateOrder: readonly MonitorState[] = ['down', 'retrying', 'unknown', 'pending', 'up', 'maintenance', 'paused'];

/** How many monitors are shown, and the states, kinds and tags to narrow that down. */
export function MonitorFilterRow({ monitors, filter, shown, isLate, onToggle, onClear }: Props) {
  const { t } = useTranslation();
  const isFiltering = isFilteringMonitors(filter);
  const states = inOrder(
    countMonitors(monitors, ({ state }) => [state]),
    stateOrder,
    filter.states,
  );
  const kinds = inOrder(
    countMonitors(monitors, ({ check }) => [check.kind]),
    checkKinds,
    filter.kinds,
  );
  const tags = countMonitors(monitors, (monitor) => monitor.tags).sort((one, other) => one.name.localeCompare(other.name));
  return (
    <div className={chips.row}>
      <p role="status" className={chips.count}>
        {isFiltering ? t('monitors.countOf', { n: shown, all: monitors.length }) : t('monitors.count', { n: monitors.length })}
      </p>
      <div className={chips.chips}>
        <Chips label={t('monitors.states')}>
          {states.map(({ name, count }) => (
            <Chip key={name} isOn={filter.states.includes(name)} state={name} count={count} onClick={() => onToggle('states', name)}>
              {t(`monitorState.${name}`)}
            </Chip>
          ))}
        </Chips>
        {kinds.length > 1 && (
          <Chips label={t('monitors.kinds')} isMinor>
            {kinds.map(({ name, count }) => (
              <Chip key={name} isOn={filter.kinds.includes(name)} count={count} onClick={() => onToggle('kinds', name)}>
                {t(`monitorKind.${name}`)}
              </Chip>
            ))}
          </Chips>
        )}
        {tags.length > 0 && (
          <Chips label={t('monitors.tags')}>
            {tags.map(({ name, count }) => (
              <Chip key={name} isOn={filter.tags.includes(name)} count={count} onClick={() => onToggle('tags', name)}>
                <span aria-hidden>#</span>
                {name}
              </Chip>
            ))}
          </Chips>
        )}
        {isFiltering && (
          <Button type="link" size="small" onClick={onClear}>
            {t('monitors.clear')}
          </Button>
        )}
      </div>
      {isLate && <p className={styles.late}>{t('monitors.sorted')}</p>}
    </div>
  );
}

/** In a fixed order; what is chosen stays, so that it can be let go. */
function inOrder<Name extends MonitorState | CheckKind>(
  counts: { name: Name; count: number }[],
  order: readonly Name[],
  chosen: readonly Name[],
): { name: Name; count: number }[] {
  const counted = new Map(counts.map(({ name, count }) => [name, count]));
  return order.filter((name) => counted.has(name) || chosen.includes(name)).map((name) => ({ name, count: counted.get(name) ?? 0 }));
}

function Chips({ label, isMinor = false, children }: { label: string; isMinor?: boolean; children: ReactNode }) {
  return (
    <fieldset aria-label={label} className={`${chips.set} ${styles.set}`} data-minor={isMinor}>
      {children}
    </fieldset>
  );
}

interface ChipProps {
  isOn: boolean;
  count: number;
  state?: (typeof monitorStates)[number];
  onClick: () => void;
  children: ReactNode;
}

function Chip({ isOn, count, state, onClick, children }: ChipProps) {
  return (
    <button type="button" className={`${chip.chip} ${styles.chip}`} aria-pressed={isOn} data-state={state} onClick={onClick}>
      <span className={chips.name}>{children}</span>
      <span>{count}</span>
    </button>
  );
}
