import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../shared/run.ts';
import { useRuns, useStores } from '../stores/context.ts';
import { formatRoute } from '../stores/route.ts';
import { partOfScreen } from '../stores/screenshots.ts';
import styles from './run-output.module.css';

/** What a run answered, as text and picture, or, while it runs, what it has printed so far. */
export function RunOutput({ run, isBounded = false }: { run: Run; isBounded?: boolean }) {
  return (
    <>
      {run.hasPicture && <RunPicture run={run} />}
      {run.isPictureGone && <PictureGone />}
      <RunText run={run} isBounded={isBounded} />
    </>
  );
}

/** The picture was there, and is past its keeping. */
function PictureGone() {
  const { t } = useTranslation();
  return <p className={styles.quiet}>{t('history.pictureGone')}</p>;
}

function RunText({ run, isBounded }: { run: Run; isBounded: boolean }) {
  const { t } = useTranslation();
  const output = useRuns((state) => state.outputs[run.id]);
  const place = useRef<HTMLPreElement>(null);
  const text = run.answer ?? output ?? '';
  const isRunning = run.state === 'running';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is scrolled to
  useEffect(() => {
    if (isRunning) place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [text, isRunning]);
  if (text === '') return isRunning ? <p className={styles.quiet}>{t('history.noOutput')}</p> : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <pre ref={place} className={styles.text} role="log" tabIndex={0} data-bounded={isBounded} aria-label={t('history.output')}>
      {text}
    </pre>
  );
}

/** A picture; of a server's screen it leads to where it is seen large. */
function RunPicture({ run: { id, line, targets } }: { run: Run }) {
  const { t } = useTranslation();
  const { runs } = useStores();
  const picture = useRuns((state) => state.pictures[id]);
  useEffect(() => {
    void runs.getState().loadPicture(id);
  }, [runs, id]);
  if (picture === null) return <PictureGone />;
  if (picture === undefined) return <div className={styles.picture} data-empty />;
  const image = <img className={styles.picture} src={picture} alt={line} />;
  const [target] = targets;
  if (target === undefined) return image;
  return (
    <a href={formatRoute('servers', partOfScreen(target, id))} title={t('screenshots.openLarge')} aria-label={t('screenshots.openLarge')}>
      {image}
    </a>
  );
}
