import type { Incident } from '../../shared/monitor/incident.ts';

/** What the desktop is to tell of an incident. */
export interface IncidentNews {
  kind: 'opened' | 'recovered';
  incident: Incident;
}

/** The open incidents that are known, by number, and whether the desktop has told of them. */
export type KnownIncidents = ReadonlyMap<number, { told: boolean }>;

const isOver = ({ recoveredAt, ended }: Incident) => recoveredAt !== undefined || ended !== undefined;
const isUpAgain = ({ recoveredAt, ended }: Incident) => (ended ?? (recoveredAt === undefined ? undefined : 'recovered')) === 'recovered';

/** Those that were open before anybody looked: nothing is told of them but their end. */
export const alreadyOpen = (incidents: readonly Incident[]): KnownIncidents =>
  new Map(incidents.filter((incident) => !isOver(incident)).map(({ number }) => [number, { told: true }]));

/**
 * What is new about incidents that have changed. Of what is muted nothing is told, its end neither; an incident that the
 * admin ended by pausing or removing its monitor is no news to them.
 */
export function incidentNews(
  known: KnownIncidents,
  changed: readonly Incident[],
  isMuted: (monitor: string) => boolean,
): { known: KnownIncidents; news: IncidentNews[] } {
  const next = new Map(known);
  const news: IncidentNews[] = [];
  for (const incident of changed) {
    const before = next.get(incident.number);
    if (isOver(incident)) {
      next.delete(incident.number);
      if (before?.told && isUpAgain(incident)) news.push({ kind: 'recovered', incident });
    } else if (!before) {
      const told = !isMuted(incident.monitor);
      next.set(incident.number, { told });
      if (told) news.push({ kind: 'opened', incident });
    }
  }
  return { known: next, news };
}

/** Of what went down and came up again before it could be told only the end stays. */
export function latestNews(news: readonly IncidentNews[]): IncidentNews[] {
  return [...new Map(news.map((one) => [one.incident.number, one])).values()];
}
