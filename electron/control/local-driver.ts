import type { Driver } from './driver.ts';
import { localShell } from './local-shell.ts';
import { tryShell } from './system-version.ts';

/** The computer that the gateway runs on. @param env ours, of which programs get the harmless part */
export function createLocalDriver(env: NodeJS.ProcessEnv): Driver {
  const shell = localShell(env);
  return { kind: 'local', shell, tryIt: (signal) => tryShell(shell, signal), close: async () => undefined };
}
