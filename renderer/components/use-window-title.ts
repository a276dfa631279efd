import { useEffect } from 'react';
import { windowTitle } from '../../shared/monitor/down-words.ts';
import { useConnection, useMonitors, useSettings } from '../stores/context.ts';

/** The window's title says how many monitors are down, so that it can be read in the task bar and among the tabs. */
export function useWindowTitle(): void {
  const language = useSettings((state) => state.language);
  const known = useMonitors((state) => state.monitors.value?.filter((monitor) => monitor.state === 'down').length ?? 0);
  // why: what is not followed any more may be up again
  const down = useConnection((state) => state.lost) ? 0 : known;
  useEffect(() => {
    document.title = windowTitle(down, language);
  }, [down, language]);
}
