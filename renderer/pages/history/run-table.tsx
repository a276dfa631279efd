import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Run, toldOrigin } from '../../../shared/run.ts';
import { isSamePerson } from '../../../shared/same-person.ts';
import list from '../../components/list-table.module.css';
import { RunMark } from '../../components/run-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useOperators, usePlatformOf } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMs } from '../../text/format.ts';
import styles from './run-table.module.css';

interface Props {
  runs: Run[];
  openId: string | null;
  hasMore: boolean;
  /** A run is opened by keyboard. */
  onEnter: (id: string) => void;
  onMore: () => void;
}

/** The runs, newest first. */
export function RunTable({ runs, openId, hasMore, onEnter, onMore }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const columns = ['time', 'who', 'line', 'state', 'ms'] as const;
  return (
    <div className={styles.scroll}>
      <table className={`${list.table} ${styles.table}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {t(`history.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} data-testid="run-row" data-open={run.id === openId} data-state={run.state}>
              <td>
                <Time at={run.at} now={now} />
              </td>
              <td>
                <Who run={run} />
              </td>
              <td data-column="line">
                <a
                  className={`${list.link} ${styles.link}`}
                  href={formatRoute('history', run.id)}
                  data-run={run.id}
                  aria-current={run.id === openId ? 'true' : undefined}
                  onClick={({ detail }) => detail === 0 && onEnter(run.id)}
                >
                  {run.line}
                </a>
              </td>
              <td>
                <RunMark state={run.state} />
              </td>
              <td data-column="ms">{run.ms === undefined ? '' : formatMs(run.ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore && (
        <div className={styles.more}>
          <Button size="small" onClick={onMore}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Who asked: somebody in the chat, by the name that the console knows them by, or the admin here. */
export function Who({ run }: { run: Run }) {
  const { t } = useTranslation();
  const platformOf = usePlatformOf();
  const { account = '', person = '' } = run;
  const name = useOperators(
    ({ operators }) => operators.value?.find((operator) => isSamePerson(operator, { account, person }, platformOf))?.name,
  );
  if (run.origin === 'console') return t('history.origin.console');
  return (
    <span title={[run.person, run.account, ...(run.isReplay ? [t('history.replayed')] : [])].join(' · ')}>
      {name || run.person} <span className={styles.from}>{t(`history.origin.${toldOrigin(run)}`)}</span>
    </span>
  );
}
