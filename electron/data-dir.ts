import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the user's data lives on each system; the window and the headless gateway use the same folder. */
export function defaultDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.WEIGUAN_DATA_DIR) return env.WEIGUAN_DATA_DIR;
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Weiguan');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Weiguan');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'weiguan');
}
