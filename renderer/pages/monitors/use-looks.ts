import { useTranslation } from 'react-i18next';
import type { Monitor } from '../../../shared/monitor/monitor.ts';
import { useTargets } from '../../stores/context.ts';
import { lookedAt } from '../../stores/monitor-list.ts';

/** What monitors look at, in the words of the page. */
export function useLooks(): (monitor: Pick<Monitor, 'check' | 'target'>) => string {
  const { t } = useTranslation();
  const targets = useTargets((state) => state.targets.value);
  return ({ check, target }) => {
    if (check.kind === 'push') return t('monitorKind.waits');
    if (check.kind !== 'metrics') return lookedAt({ check, ...(target !== undefined && { target }) });
    const name = targets?.find(({ id }) => id === target)?.name ?? target ?? '';
    return [name, t(`monitorMetric.${check.metric}`), check.mount].filter(Boolean).join(' · ');
  };
}
