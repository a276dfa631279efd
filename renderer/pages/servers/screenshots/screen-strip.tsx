import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../../../shared/run.ts';
import { useScreenshots, useSettings, useStores } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { partOfScreen } from '../../../stores/screenshots.ts';
import { formatMoment, formatTime } from '../../../text/format.ts';
import { shrink } from './picture-file.ts';
import styles from './screen-page.module.css';

interface Props {
  target: string;
  shots: readonly Run[];
  openId: string | undefined;
  hasMore: boolean;
  now: number;
  onMore: () => void;
}

/** The pictures of a screen, newest first. Each is fetched only when it comes into sight. */
export function ScreenStrip({ target, shots, openId, hasMore, now, onMore }: Props) {
  const { t } = useTranslation();
  return (
    <nav className={styles.strip} aria-label={t('screenshots.strip')}>
      {shots.map((shot) => (
        <Small key={shot.id} target={target} shot={shot} isOpen={shot.id === openId} now={now} />
      ))}
      {hasMore && (
        <Button size="small" onClick={onMore}>
          {t('screenshots.earlier')}
        </Button>
      )}
    </nav>
  );
}

interface SmallProps {
  target: string;
  shot: Run;
  isOpen: boolean;
  now: number;
}

function Small({ target, shot, isOpen, now }: SmallProps) {
  const { t } = useTranslation();
  const { screenshots } = useStores();
  const language = useSettings((state) => state.language);
  const thumb = useScreenshots((state) => state.thumbs[shot.id]);
  const place = useRef<HTMLAnchorElement>(null);
  const isMade = thumb !== undefined;
  useEffect(() => {
    const element = place.current;
    if (!element || isMade) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) screenshots.getState().showSmall(shot.id, shrink);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [screenshots, shot.id, isMade]);
  useEffect(() => {
    if (isOpen) place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isOpen]);
  return (
    <a
      ref={place}
      className={styles.small}
      href={formatRoute('servers', partOfScreen(target, shot.id))}
      aria-current={isOpen ? 'true' : undefined}
      aria-label={t('screenshots.shot', { time: formatMoment(shot.at, language) })}
      title={formatMoment(shot.at, language)}
      data-testid="screen-small"
    >
      {isMade ? <img className={styles.thumb} src={thumb} alt="" /> : <span className={styles.thumb} />}
      <span className={styles.when}>{formatTime(shot.at, now, language)}</span>
    </a>
  );
}
