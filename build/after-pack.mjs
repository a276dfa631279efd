/** electron-builder calls this when it has put the program together, before it seals it. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A packed program has no use for Electron's own app, which runs what stands on its command line. */
export default async function afterPack(/** @type {{ appOutDir: string }} */ { appOutDir }) {
  for (const file of readdirSync(appOutDir, { recursive: true, encoding: 'utf8' })) {
    if (/(^|[\\/])default_app\.asar$/.test(file)) rmSync(join(appOutDir, file));
  }
}
