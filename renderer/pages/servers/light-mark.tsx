import { useTranslation } from 'react-i18next';
import type { Light } from '../../../shared/target.ts';
import { type Look, Mark } from '../../components/mark.tsx';
import { useAge } from '../../components/use-age.ts';
import { useSettings } from '../../stores/context.ts';
import { formatMoment, formatMs } from '../../text/format.ts';
import styles from './light-mark.module.css';

const looks: Record<Light['state'], Look> = {
  up: { shape: '●', tone: 'ok' },
  down: { shape: '■', tone: 'down' },
  unknown: { shape: '○', tone: 'quiet' },
};

/** Whether a server answers: a shape, its word, in how long, and how long ago that was. */
export function LightMark({ light }: { light: Light }) {
  const { t } = useTranslation();
  const age = useAge();
  const language = useSettings((state) => state.language);
  const { state, at, ms } = light;
  const facts = [...(state === 'up' && ms !== undefined ? [formatMs(ms)] : []), ...(at === undefined ? [] : [age(at)])];
  const title = at === undefined ? t(`light.${state}`) : t('light.at', { time: formatMoment(at, language) });
  return (
    <span className={styles.light} title={title} data-testid="light" data-state={state}>
      <Mark {...looks[state]} />
      <span className={styles.word}>{t(`light.${state}`)}</span>
      <span className={styles.facts}>{facts.map((fact) => ` · ${fact}`).join('')}</span>
    </span>
  );
}
