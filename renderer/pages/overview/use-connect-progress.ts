import { useDesk, useMessages, useOperators, useOverview, useTunnel } from '../../stores/context.ts';
import type { Loadable } from '../../stores/loadable.ts';
import { type ConnectStep, connectProgress, connectSteps } from './connect-progress.ts';

/** What is done of connecting a real account; all of it for those who are not to be told. Undefined until that is known. */
export function useConnectProgress(): readonly ConnectStep[] | undefined {
  const isAway = useDesk((state) => state.connectPutAway);
  const log = useMessages((state) => state.state);
  const hasMessages = useMessages((state) => state.latest.length > 0);
  const accounts = useOverview((state) => state.overview.value?.accounts);
  const people = useOperators((state) => state.operators);
  const tunnel = useTunnel((state) => state.tunnel);
  if (log === 'loading') return undefined;
  if (isAway || !hasMessages) return connectSteps;
  if (!accounts || [people, tunnel].some(isOnItsWay)) return undefined;
  if (!people.value || !tunnel.value) return connectSteps;
  return connectProgress({ accounts, isUp: tunnel.value.state.state === 'up', people: people.value });
}

const isOnItsWay = ({ state, value }: Loadable<unknown>) => state === 'loading' && value === undefined;
