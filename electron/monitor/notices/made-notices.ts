import type { Person } from '../../../shared/monitor/notice-rule.ts';
import type { DueNotice } from '../../store/tables/notices.ts';
import { distinct, isSame, type MadeNotice } from './wishes.ts';

type OfIncident = Pick<DueNotice, 'incident' | 'key'>;

/** What was wanted by now of each incident, by its key; kept as long as the incident is. */
export interface MadeNotices {
  of(incident: number): Map<string, MadeNotice>;
  /** The same, where what was told by a clock that was ahead was told by now: nobody waits for that clock. */
  toldBy(now: number, incident: number): ReadonlyMap<string, MadeNotice>;
  note(notices: readonly DueNotice[], state: MadeNotice['state']): void;
  /** They were not told after all. */
  drop(notices: readonly OfIncident[]): void;
  forget(incident: number): void;
  /** The people who could not be told of some of these incidents. */
  unreached(incidents: readonly number[]): Person[];
  /** What somebody could not be told of an incident may be wanted again; whether there is any. */
  wantAgain(incident: number, who: Person): boolean;
}

export function createMadeNotices(): MadeNotices {
  const made = new Map<number, Map<string, MadeNotice>>();

  function of(incident: number): Map<string, MadeNotice> {
    const known = made.get(incident) ?? new Map<string, MadeNotice>();
    made.set(incident, known);
    return known;
  }
  const unsendable = (incident: number) => [...of(incident)].filter(([, { state }]) => state === 'unsendable');

  return {
    of,
    toldBy(now, incident) {
      const known = of(incident);
      for (const [key, one] of known) if (one.state !== 'due' && one.dueAt > now) known.set(key, { ...one, dueAt: now });
      return known;
    },
    note(notices, state) {
      for (const { incident, key, account, person, dueAt } of notices) of(incident).set(key, { account, person, dueAt, state });
    },
    drop(notices) {
      for (const { incident, key } of notices) made.get(incident)?.delete(key);
    },
    forget: (incident) => void made.delete(incident),
    unreached: (incidents) => distinct(incidents.flatMap((incident) => unsendable(incident).map(([, one]) => one))),
    wantAgain(incident, who) {
      const theirs = unsendable(incident).filter(([, one]) => isSame(one, who));
      for (const [key] of theirs) of(incident).delete(key);
      return theirs.length > 0;
    },
  };
}
