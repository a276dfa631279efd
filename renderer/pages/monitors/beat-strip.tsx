import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Beat } from '../../../shared/monitor/beats.ts';
import { useSettings } from '../../stores/context.ts';
import { stripBeats } from '../../stores/monitors.ts';
import { formatMoment, formatMs } from '../../text/format.ts';
import { countBeats } from '../../text/monitor-words.ts';
import styles from './beat-strip.module.css';

interface Props {
  /** Oldest first. */
  beats: readonly Beat[] | undefined;
  tall?: boolean;
}

/** The last checks as a strip of bars, the newest at the right: the higher, the worse. */
export const BeatStrip = memo(function BeatStrip({ beats = [], tall = false }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const told = beats.length === 0 ? t('monitorDetail.noBeats') : t('monitorDetail.strip', countBeats(beats));
  const nameOf = ({ at, state, ms }: Beat) => {
    const words = { time: formatMoment(at, language), state: t(`monitorState.${state}`) };
    return ms === undefined ? t('monitorDetail.beat', words) : t('monitorDetail.beatMs', { ...words, ms: formatMs(ms) });
  };
  return (
    <div role="img" aria-label={told} className={styles.strip} data-tall={tall} data-testid="beat-strip">
      {Array.from({ length: Math.max(0, stripBeats - beats.length) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <span key={index} className={styles.none} />
      ))}
      {beats.map((beat) => (
        <span key={beat.at} className={styles.beat} data-state={beat.state} title={nameOf(beat)} />
      ))}
    </div>
  );
});
