import { copyFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The script that says what cloudflared says: the first argument for `fakeCloudflared`. */
export const fakeProgram = fileURLToPath(new URL('./fake-tunnel-program.mjs', import.meta.url));

/** Node under the name of cloudflared, in this folder. @returns its path */
export function fakeCloudflared(folder: string): string {
  const windows = process.platform === 'win32';
  const path = join(folder, windows ? 'cloudflared.exe' : 'cloudflared');
  // why: Windows lets only an admin make links
  if (windows) copyFileSync(process.execPath, path);
  else symlinkSync(process.execPath, path);
  return path;
}
