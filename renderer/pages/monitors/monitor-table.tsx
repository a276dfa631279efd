import { Checkbox } from 'antd';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Beat, Uptime } from '../../../shared/monitor/beats.ts';
import type { MonitorId, MonitorView } from '../../../shared/monitor/monitor.ts';
import { TagLabels } from '../../components/labels.tsx';
import list from '../../components/list-table.module.css';
import { useSettings } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMs } from '../../text/format.ts';
import { formatShare } from '../../text/monitor-words.ts';
import { formatSpan } from '../../text/span.ts';
import { BeatStrip } from './beat-strip.tsx';
import { MonitorMark } from './monitor-mark.tsx';
import styles from './monitor-table.module.css';
import { useLooks } from './use-looks.ts';

interface Props {
  monitors: MonitorView[];
  strips: Record<MonitorId, Beat[]>;
  uptime: Record<MonitorId, Uptime>;
  openId: string | null;
  /** The present, in Unix ms. */
  now: number;
  isUnsaved: (id: string) => boolean;
  chosen: readonly string[];
  onChoose: (ids: string[], isChosen: boolean) => void;
}

const columns = ['state', 'name', 'looks', 'strip', 'day', 'month', 'quarter', 'ms', 'tags'] as const;

/** The monitors, a line each. */
export function MonitorTable({ monitors, strips, uptime, openId, now, isUnsaved, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const ids = monitors.map(({ id }) => id);
  const count = ids.filter((id) => chosen.includes(id)).length;
  return (
    <table className={`${list.table} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col" data-column="choice">
            <Checkbox
              checked={count > 0 && count === ids.length}
              indeterminate={count > 0 && count < ids.length}
              aria-label={t('monitors.chooseAll')}
              onChange={({ target }) => onChoose(ids, target.checked)}
            />
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`monitors.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monitors.map((monitor) => (
          <Row
            key={monitor.id}
            monitor={monitor}
            beats={strips[monitor.id]}
            uptime={uptime[monitor.id]}
            since={formatSpan(now - monitor.since, language)}
            isOpen={monitor.id === openId}
            isChosen={chosen.includes(monitor.id)}
            isUnsaved={isUnsaved(monitor.id)}
            onChoose={onChoose}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  monitor: MonitorView;
  beats: Beat[] | undefined;
  uptime: Uptime | undefined;
  /** For how long it has stood so. */
  since: string;
  isOpen: boolean;
  isChosen: boolean;
  isUnsaved: boolean;
  onChoose: (ids: string[], isChosen: boolean) => void;
}

const Row = memo(function Row({ monitor, beats, uptime, since, isOpen, isChosen, isUnsaved, onChoose }: RowProps) {
  const { t } = useTranslation();
  const { id, name, check, state, tags, last } = monitor;
  const looks = useLooks()(monitor);
  return (
    <tr data-open={isOpen} data-chosen={isChosen} data-state={state}>
      <td data-column="choice">
        <Checkbox
          checked={isChosen}
          aria-label={t('monitors.choose', { name })}
          onChange={({ target }) => onChoose([id], target.checked)}
        />
      </td>
      <td data-column="state">
        <MonitorMark state={state} />
        <span className={styles.since}>{since}</span>
      </td>
      <td data-column="name">
        <span className={list.name}>
          <a
            href={formatRoute('monitors', id)}
            className={list.link}
            title={`${name} (${id})`}
            data-monitor={id}
            data-testid="monitor"
            aria-current={isOpen ? 'true' : undefined}
            onKeyDown={(event) => {
              if (event.key !== 'x' && event.key !== ' ') return;
              event.preventDefault();
              onChoose([id], !isChosen);
            }}
          >
            {name}
          </a>
          {isUnsaved && <span className={styles.note}>{t('monitors.unsaved')}</span>}
          {monitor.isFlapping && <span className={styles.note}>{t('monitorState.flapping')}</span>}
          {monitor.mutedUntil !== undefined && <span className={styles.note}>{t('monitors.mute')}</span>}
        </span>
      </td>
      <td data-column="looks" title={looks}>
        <span className={styles.kind}>{t(`monitorKind.${check.kind}`)}</span> {looks}
      </td>
      <td data-column="strip">
        <BeatStrip beats={beats} />
      </td>
      {(['day', 'month', 'quarter'] as const).map((span) => (
        <td key={span} data-column={span}>
          <Share share={uptime?.[span]} />
        </td>
      ))}
      <td data-column="ms">{last?.ms === undefined ? <span className={styles.quiet}>–</span> : formatMs(last.ms)}</td>
      <td data-column="tags">
        <TagLabels tags={tags} />
      </td>
    </tr>
  );
});

function Share({ share }: { share: number | undefined }) {
  const { t } = useTranslation();
  if (share === undefined) {
    return (
      <span className={styles.quiet} title={t('monitors.noUptime')}>
        –
      </span>
    );
  }
  return <>{formatShare(share)}</>;
}
