import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../shared/failures.ts';
import { err, ok, type Result } from '../shared/result.ts';

/** Where the user's data lives on each system; the window and the headless gateway use the same folder. */
export function defaultDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env.WEIGUAN_DATA_DIR) return env.WEIGUAN_DATA_DIR;
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Weiguan');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Weiguan');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'weiguan');
}

/** Makes a folder below the data folder where it is missing, for its owner alone. Fails with `data/unusable`. */
export function makeFolder(folder: string): Result<string> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return ok(folder);
  } catch (error) {
    return err(failure('data/unusable', { folder, reason: error instanceof Error ? error.message : String(error) }));
  }
}
