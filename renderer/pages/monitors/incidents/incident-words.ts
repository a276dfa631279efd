import { useTranslation } from 'react-i18next';
import type { Doer, Incident } from '../../../../shared/monitor/incident.ts';
import { replayMark } from '../../../../shared/replay-mark.ts';
import { isSamePerson } from '../../../../shared/same-person.ts';
import { useOperators, usePlatformOf, useSettings } from '../../../stores/context.ts';

/** What the console calls somebody in the chat. */
export function usePersonName(): (who: { account: string; person: string; name?: string }) => string {
  const operators = useOperators((state) => state.operators.value);
  const platformOf = usePlatformOf();
  return (who) => operators?.find((operator) => isSamePerson(operator, who, platformOf))?.name || who.name || who.person;
}

/** Whoever did something, in words. */
export function useDoerName(): (doer: Doer) => string {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const nameOf = usePersonName();
  return (doer) => {
    if (doer.origin === 'console') return t('incidents.console');
    return `${nameOf(doer)}${doer.isReplay ? replayMark[language] : ''}`;
  };
}

/** How long an incident lasted, or has lasted so far, in ms. */
export const lengthOf = ({ failedAt, recoveredAt }: Incident, now: number): number => (recoveredAt ?? now) - failedAt;
