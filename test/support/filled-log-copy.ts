import { constants, copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filledStore } from '../bench/store/fill.ts';

/** The stores of `npm run bench:store` are kept here too: a million rows take minutes to fill. */
const kept = fileURLToPath(new URL('../../out/bench-store-data', import.meta.url));

/**
 * Puts a log with so many rows, filled once for each version of the schema, into a data folder, as a copy that may be
 * written to.
 */
export function copyFilledLog(rows: number, dataDir: string): void {
  const file = filledStore(kept, rows);
  removeOutdated(file, rows);
  mkdirSync(dataDir, { recursive: true });
  copyFileSync(file, join(dataDir, 'weiguan.db'), constants.COPYFILE_FICLONE);
}

/** Stores of an older schema are not asked again, and are as large as this one. */
function removeOutdated(file: string, rows: number): void {
  for (const name of readdirSync(kept)) {
    if (name.startsWith(`store-${rows}-`) && !name.startsWith(basename(file))) rmSync(join(kept, name), { force: true });
  }
}
