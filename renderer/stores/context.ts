import { createContext, useCallback, useContext, useMemo } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { Platform } from '../../shared/account.ts';
import type { OverviewState } from './overview.ts';
import { lookOf } from './settings.ts';
import type { Stores } from './stores.ts';
import { publicUrlOf } from './tunnel-health.ts';

export const StoresContext = createContext<Stores | null>(null);

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('no stores: the component stands outside of StoresContext');
  return stores;
}

/** A hook that reads one store through a selector. */
function hook<State>(pick: (stores: Stores) => StoreApi<State>) {
  return <T>(select: (state: State) => T): T => useStore(pick(useStores()), select);
}

export const useRoute = hook((stores) => stores.route);
export const useSettings = hook((stores) => stores.settings);
export const useDesk = hook((stores) => stores.desk);
export const useOverview = hook((stores) => stores.overview);
export const useMessages = hook((stores) => stores.messages);
export const useMessageFilter = hook((stores) => stores.filter);
export const useSavedFilters = hook((stores) => stores.savedFilters);
export const useDeadLetters = hook((stores) => stores.deadLetters);
export const useDetail = hook((stores) => stores.detail);
export const useConversation = hook((stores) => stores.conversation);
export const useReply = hook((stores) => stores.reply);
export const useHolding = hook((stores) => stores.holding);
export const useReplay = hook((stores) => stores.replay);
export const useCompare = hook((stores) => stores.compare);
export const useSimulator = hook((stores) => stores.simulator);
export const useAccounts = hook((stores) => stores.accounts);
export const useTargets = hook((stores) => stores.targets);
export const useLastHour = hook((stores) => stores.lastHour);
export const useTargetDesk = hook((stores) => stores.targetDesk);
export const useTargetImport = hook((stores) => stores.targetImport);
export const useTargetScan = hook((stores) => stores.targetScan);
export const useMenus = hook((stores) => stores.menus);
export const useMenuTaps = hook((stores) => stores.menuTaps);
export const useMonitors = hook((stores) => stores.monitors);
export const useMonitorDesk = hook((stores) => stores.monitorDesk);
export const useMonitorChart = hook((stores) => stores.monitorChart);
export const useMonitorImport = hook((stores) => stores.monitorImport);
export const useIncidents = hook((stores) => stores.incidents);
export const useNoticeRules = hook((stores) => stores.noticeRules);
export const useOwnTemplates = hook((stores) => stores.ownTemplates);
export const useStatusPage = hook((stores) => stores.statusPage);
export const useDesktop = hook((stores) => stores.desktop);
export const useScripts = hook((stores) => stores.scripts);
export const useScreenshots = hook((stores) => stores.screenshots);
export const useRunExports = hook((stores) => stores.runExports);
export const useRuns = hook((stores) => stores.runs);
export const useOperators = hook((stores) => stores.operators);
export const useRoles = hook((stores) => stores.roles);
export const useWish = hook((stores) => stores.wish);
export const useTunnel = hook((stores) => stores.tunnel);
export const usePlatforms = hook((stores) => stores.platforms);
export const useDoctor = hook((stores) => stores.doctor);
export const useExports = hook((stores) => stores.exports);
export const useStatistics = hook((stores) => stores.statistics);
export const useUpkeep = hook((stores) => stores.upkeep);
export const useConnection = hook((stores) => stores.connection);
export const useSession = hook((stores) => stores.session);

/** The look on the screen, with "system" settled. */
export const useLook = () => useSettings(lookOf);

const accountsIn = ({ overview }: OverviewState) =>
  JSON.stringify(overview.value?.accounts.map(({ id, name, platform }) => [id, { name, platform }]) ?? []);

function useAccountsById(): ReadonlyMap<string, { name: string; platform: Platform }> {
  // why: as text, for the accounts themselves change with each message that comes in
  const told = useOverview(accountsIn);
  return useMemo(() => new Map(JSON.parse(told) as [string, { name: string; platform: Platform }][]), [told]);
}

/** What the console calls an account; its id where it is not (or no longer) known. */
export function useAccountName(): (id: string) => string {
  const accounts = useAccountsById();
  return useCallback((id) => accounts.get(id)?.name ?? id, [accounts]);
}

/** An account's platform; undefined where it is not (or no longer) known. */
export function usePlatformOf(): (id: string) => Platform | undefined {
  const accounts = useAccountsById();
  return useCallback((id) => accounts.get(id)?.platform, [accounts]);
}

/** The address that WeChat reaches the listener at; null while there is no tunnel. */
export const usePublicUrl = (): string | null => useTunnel((state) => publicUrlOf(state.tunnel.value?.state));
