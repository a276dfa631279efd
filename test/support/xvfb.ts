import { existsSync } from 'node:fs';
import { startXServer } from './x-server.ts';

const missing = ['/usr/bin/Xvfb', '/usr/bin/xsetroot', '/usr/bin/xwd', '/usr/bin/scrot'].filter((program) => !existsSync(program));

/** Why no screen can be looked at here, or nothing where one can. `npm test` installs what is missing where it may. */
export const xvfbMissing =
  missing.length > 0 ? `no ${missing.join(', ')} here: install xvfb, x11-xserver-utils, x11-apps and scrot` : undefined;

/** A screen of 320×200 pixels. @param args of Xvfb */
export const startXvfb = (args: readonly string[] = []) => startXServer('Xvfb', ['-screen', '0', '320x200x24', ...args]);
