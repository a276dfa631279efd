import { Select, Switch } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatusPageState } from '../../../shared/monitor/status-page-api.ts';
import { Card } from '../../components/card.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { Field } from '../../components/field.tsx';
import { useMonitors, usePublicUrl, useStatusPage, useStores } from '../../stores/context.ts';
import styles from './part.module.css';
import { StatusPageLink } from './status-page-link.tsx';

/** The status page for phones: off until somebody wants it. */
export function StatusPageCard() {
  const { t } = useTranslation();
  const { load, change } = useStores().statusPage.getState();
  const page = useStatusPage((state) => state.page);
  const busy = useStatusPage((state) => state.busy);
  const failure = useStatusPage((state) => state.failure);
  const publicUrl = usePublicUrl();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is another one with each public URL, and without
  useEffect(() => void load(), [load, publicUrl]);
  return (
    <Card
      title={t('statusPage.title')}
      aside={
        <Switch
          size="small"
          aria-label={t('statusPage.on')}
          checked={page.value?.on ?? false}
          disabled={!page.value}
          loading={busy}
          onChange={(on) => void change({ on })}
        />
      }
    >
      <div className={styles.body}>
        <p className={styles.intro}>{t('statusPage.intro')}</p>
        {page.state === 'failed' && <FailureNote failure={page.failure} onRetry={() => void load()} />}
        {failure && <FailureNote failure={failure} />}
        {page.value?.on && <ServedPage page={page.value} />}
      </div>
    </Card>
  );
}

function ServedPage({ page }: { page: StatusPageState }) {
  const { t } = useTranslation();
  const { load, change } = useStores().statusPage.getState();
  const known = useMonitors((state) => state.monitors.value?.flatMap(({ tags }) => tags).join('\n') ?? '');
  const tags = [...new Set([...known.split('\n'), ...page.tags])].filter((tag) => tag !== '').sort();
  return (
    <>
      {page.failure ? (
        <FailureNote failure={page.failure} onRetry={() => void load()} />
      ) : (
        <StatusPageLink url={page.url} isPublic={page.isPublic} onRenew={() => void change({ renew: true })} />
      )}
      <Field label={t('statusPage.tags')} rule={t('statusPage.tagsRule')}>
        {({ id, 'aria-describedby': describedBy }) => (
          <Select
            id={id}
            aria-describedby={describedBy}
            className={styles.grow ?? ''}
            mode="multiple"
            placeholder={t('statusPage.tagsAll')}
            value={page.tags}
            options={tags.map((tag) => ({ value: tag, label: `#${tag}` }))}
            onChange={(chosen: string[]) => void change({ tags: chosen })}
          />
        )}
      </Field>
    </>
  );
}
