import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../../shared/monitor/incident.ts';
import { type Look, Mark } from '../../../components/mark.tsx';
import styles from '../../../components/marks.module.css';

const looks = {
  open: { shape: '■', tone: 'down' },
  acknowledged: { shape: '◐', tone: 'warning' },
  recovered: { shape: '●', tone: 'ok' },
  paused: { shape: '‖', tone: 'quiet' },
  removed: { shape: '○', tone: 'quiet' },
} as const satisfies Record<string, Look>;

/** How far an incident has come. */
function standingOf({ ended, recoveredAt, acknowledged }: Incident): keyof typeof looks {
  if (ended !== undefined) return ended;
  if (recoveredAt !== undefined) return 'recovered';
  return acknowledged ? 'acknowledged' : 'open';
}

/** How far an incident has come: a shape and its word. */
export function IncidentState({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const standing = standingOf(incident);
  return (
    <span className={styles.state}>
      <Mark {...looks[standing]} />
      {t(`incidents.state.${standing}`)}
    </span>
  );
}
