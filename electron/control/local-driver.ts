import type { Driver, Screen } from './driver.ts';
import { localShell } from './local-shell.ts';
import { screenOverShell } from './screen-over-shell.ts';
import { tryShell } from './system-version.ts';

/**
 * The computer that the gateway runs on.
 * @param env ours, of which programs get the harmless part
 * @param desktop takes pictures of its screen without any program, where the gateway runs within a window
 */
export function createLocalDriver(env: NodeJS.ProcessEnv, desktop?: Screen): Driver {
  const shell = localShell(env);
  const programs = screenOverShell(shell);
  return {
    ...{ kind: 'local', shell, screen: desktop ? firstOf(desktop, programs) : programs },
    tryIt: (signal) => tryShell(shell, signal),
    close: async () => undefined,
  };
}

/**
 * Takes the picture in the first way or, where that fails, in the other. Of two failures the first one counts where it says
 * what to grant, or where the other only found no desktop: there is one, for the first way has its window on it.
 */
export function firstOf(first: Screen, other: Screen): Screen {
  return {
    async capture(signal) {
      const captured = await first.capture(signal);
      if (captured.ok || signal.aborted) return captured;
      const instead = await other.capture(signal);
      if (instead.ok) return instead;
      const tellsMore = captured.error.code === 'control/screen-permission' || instead.error.code === 'control/screen-no-display';
      return tellsMore ? captured : instead;
    },
  };
}
