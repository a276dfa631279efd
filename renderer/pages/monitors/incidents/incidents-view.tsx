import { Button, Segmented, Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useKeys } from '../../../components/use-keys.ts';
import { useListWalk } from '../../../components/use-list-walk.ts';
import { useNow } from '../../../components/use-now.ts';
import { useIncidents, useStores } from '../../../stores/context.ts';
import { incidentPart, incidentsPart } from '../../../stores/monitor-part.ts';
import { IncidentPanel } from './incident-panel.tsx';
import { IncidentTable } from './incident-table.tsx';
import styles from './incidents-view.module.css';

/** What happened: all incidents, and one of them open beside them. */
export function IncidentsView({ number }: { number: number | undefined }) {
  const { t } = useTranslation();
  const { incidents: store, route } = useStores();
  const { incidents, hasMore, onlyOpen, open, acknowledging, failure } = useIncidents((state) => state);
  const minute = useNow();
  const { load, loadMore, look, show, acknowledge } = store.getState();
  const { go } = route.getState();
  const now = Math.max(minute, Date.now());
  useEffect(() => {
    void store.getState().look(number ?? null);
  }, [number, store]);
  useEffect(() => {
    if (store.getState().incidents.value === undefined) void store.getState().load();
  }, [store]);

  const openId = number === undefined ? null : String(number);
  const { place } = useListWalk('incident', openId, (id) => go('monitors', incidentPart(Number(id))));
  useKeys({
    Escape: () => go('monitors', incidentsPart),
    a: () => number !== undefined && void acknowledge(number),
  });
  const list = incidents.value;
  return (
    <div className={styles.split}>
      <section aria-label={t('incidents.list')} className={styles.list}>
        <div className={styles.tools}>
          <Segmented
            aria-label={t('incidents.which')}
            value={onlyOpen ? 'open' : 'all'}
            onChange={(value) => show(value === 'open')}
            options={[
              { value: 'all', label: t('incidents.all') },
              { value: 'open', label: t('incidents.onlyOpen') },
            ]}
          />
        </div>
        <div ref={place} className={styles.place}>
          {failure && (
            <div className={styles.padded}>
              <FailureNote failure={failure} />
            </div>
          )}
          {incidents.state === 'failed' && (
            <div className={styles.padded}>
              <FailureNote failure={incidents.failure} onRetry={() => void load()} />
            </div>
          )}
          {!list && incidents.state === 'loading' && (
            <div className={styles.padded} role="status" aria-label={t('app.loading')}>
              <Skeleton active paragraph={{ rows: 6 }} />
            </div>
          )}
          {list?.length === 0 && <Empty text={t(onlyOpen ? 'incidents.noneOpen' : 'incidents.none')} />}
          {list && list.length > 0 && (
            <IncidentTable
              incidents={list}
              openNumber={number}
              acknowledging={acknowledging}
              now={now}
              onAcknowledge={(one) => void acknowledge(one)}
            />
          )}
          {hasMore && (
            <Button type="link" className={styles.more ?? ''} onClick={() => void loadMore()}>
              {t('incidents.more')}
            </Button>
          )}
        </div>
      </section>
      {number !== undefined && open?.number === number && (
        <IncidentPanel
          key={number}
          number={number}
          detail={open.detail}
          busy={acknowledging.includes(number)}
          now={now}
          onAcknowledge={() => void acknowledge(number)}
          onRetry={() => void look(number)}
          onClose={() => go('monitors', incidentsPart)}
        />
      )}
    </div>
  );
}
