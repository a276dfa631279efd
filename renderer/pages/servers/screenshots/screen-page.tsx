import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../../shared/result.ts';
import type { TargetView } from '../../../../shared/target.ts';
import { Empty } from '../../../components/empty.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { offerFile } from '../../../components/offer-file.ts';
import { useKeys } from '../../../components/use-keys.ts';
import { useNow } from '../../../components/use-now.ts';
import { useRuns, useScreenshots, useSettings, useStores } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { partOfScreen } from '../../../stores/screenshots.ts';
import { formatMoment, formatTime } from '../../../text/format.ts';
import { formatSize } from '../../../text/size.ts';
import { LargePicture } from './large-picture.tsx';
import { blobOf, copyPicture, fileNameOf, sizeOf } from './picture-file.ts';
import styles from './screen-page.module.css';
import { ScreenStrip } from './screen-strip.tsx';
import { ScreenTools } from './screen-tools.tsx';
import { type Zoom, zoomed } from './zoom.ts';

interface Props {
  target: TargetView;
  /** The run whose picture is looked at; the newest one where it is absent. */
  run: string | undefined;
}

/** A server's screen, large: as it was last seen, as it was before, and as it is now. */
export function ScreenPage({ target, run }: Props) {
  const { t } = useTranslation();
  const { screenshots, route } = useStores();
  const language = useSettings((state) => state.language);
  const now = useNow();
  const { shots, hasMore } = useScreenshots((state) => state);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [shown, setShown] = useState({ width: 0, height: 0, share: 1 });
  const { open, show, reload, loadMore } = screenshots.getState();
  const { go } = route.getState();
  useEffect(() => void open(target.id), [open, target.id]);

  const list = shots.value ?? [];
  const index = run === undefined ? 0 : list.findIndex(({ id }) => id === run);
  // why: a link may name one that is older than the list goes
  const current = run ?? list[0]?.id;
  const at = list[index]?.at;
  const picture = useScreenshots((state) => (current === undefined ? undefined : state.pictures[current]));
  useEffect(() => {
    if (current !== undefined) void show(current);
  }, [current, show]);

  const { take, taking, failure } = useTaking(target.id);
  const canTake = target.capabilities.includes('screen');
  const walk = (by: 1 | -1) => {
    const next = list[index + by];
    if (next) go('servers', partOfScreen(target.id, next.id));
  };
  const step = (by: 1 | -1) => setZoom(zoomed(shown.share, by));
  useKeys({
    ArrowLeft: () => walk(-1),
    ArrowRight: () => walk(1),
    '+': () => step(1),
    '=': () => step(1),
    '-': () => step(-1),
    '0': () => setZoom('fit'),
    '1': () => setZoom(1),
    r: () => canTake && !taking && void take(),
    Escape: () => go('servers', target.id),
  });
  const time = at === undefined ? '' : formatMoment(at, language);
  const body = () => {
    if (shots.state === 'failed' && !shots.value) return <FailureNote failure={shots.failure} onRetry={() => void reload()} />;
    if (current === undefined && shots.state === 'loading') return <Skeleton active title={false} paragraph={{ rows: 6 }} />;
    if (current === undefined)
      return <Empty text={t('screenshots.empty')}>{t(canTake ? 'screenshots.emptyHint' : 'screenshots.noScreen')}</Empty>;
    if (picture === undefined) return <p role="status">{t('screenshots.loading')}</p>;
    if (picture === null) return <Empty text={t('screenshots.gone')} />;
    return (
      <LargePicture
        key={current}
        url={picture}
        alt={t('screenshots.picture', { name: target.name, time })}
        zoom={zoom}
        onShown={setShown}
      />
    );
  };
  const hasPicture = typeof picture === 'string';
  const size = hasPicture && shown.width > 0 ? t('screenshots.size', { ...shown, bytes: formatSize(sizeOf(picture)) }) : '';
  const facts = (moment: string) => [moment, size].filter((fact) => fact !== '').join(' · ');
  return (
    <section className={styles.page} aria-label={t('screenshots.title', { name: target.name })}>
      <div className={styles.head}>
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t('app.backToList')}
          title={`${t('app.backToList')} (Esc)`}
          onClick={() => go('servers', target.id)}
        />
        <h2 className={styles.title}>{t('screenshots.title', { name: target.name })}</h2>
        <p className={styles.facts} role="status" title={facts(time)}>
          {facts(at === undefined ? '' : formatTime(at, now, language))}
          {size !== '' && current !== undefined && (
            <>
              {' · '}
              <a href={formatRoute('history', current)}>{t('screenshots.inHistory')}</a>
            </>
          )}
        </p>
        <ScreenTools
          zoom={zoom}
          percent={Math.round(shown.share * 100)}
          hasPicture={hasPicture}
          hasNewer={index > 0}
          hasOlder={index >= 0 && index < list.length - 1}
          canTake={canTake}
          taking={taking}
          onZoom={setZoom}
          onStep={step}
          onWalk={walk}
          onTake={() => void take()}
          onSave={() => hasPicture && offerFile(fileNameOf(target.id, at ?? now, picture), blobOf(picture))}
          onCopy={async () => hasPicture && copyPicture(picture)}
        />
      </div>
      {failure && (
        <div className={styles.failure}>
          <FailureNote failure={failure} onRetry={() => void take()} />
        </div>
      )}
      <div className={styles.body}>{body()}</div>
      {list.length > 0 && (
        <ScreenStrip target={target.id} shots={list} openId={current} hasMore={hasMore} now={now} onMore={() => void loadMore()} />
      )}
    </section>
  );
}

/** Has another picture taken; when it is there, it is the one that is looked at. */
function useTaking(id: string) {
  const { runs, route } = useStores();
  const place = formatRoute('servers', partOfScreen(id));
  const begun = useRuns((state) => state.begun[place]);
  const taken = useRuns((state) => (begun === undefined ? undefined : state.watched[begun]));
  const [refused, setRefused] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const hasPicture = taken?.hasPicture === true;
  useEffect(() => {
    if (begun === undefined || !hasPicture) return;
    runs.getState().forget(place);
    route.getState().go('servers', partOfScreen(id));
  }, [begun, hasPicture, id, place, runs, route]);
  return {
    taking: asking || (begun !== undefined && (taken === undefined || taken.state === 'running')),
    failure: refused ?? taken?.failure ?? null,
    async take() {
      setAsking(true);
      const started = await runs.getState().start(`screenshot ${id}`, undefined, place);
      setAsking(false);
      setRefused(started.ok ? null : started.error);
    },
  };
}
