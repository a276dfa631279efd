import { statSync } from 'node:fs';
import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';

/**
 * Names the files with secrets that anybody on this computer may read or write; undefined where there are none. A group may:
 * that is somebody's choice. Windows keeps its rights elsewhere.
 */
export function openToOthers(files: readonly string[]): Failure | undefined {
  if (process.platform === 'win32') return undefined;
  const open = files.filter((file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & forOthers) !== 0);
  return open.length === 0 ? undefined : failure('secrets/open-to-others', { files: open.map(quoted).join(' ') });
}

const forOthers = 0o006;

/** As it can be pasted behind a command. */
const quoted = (file: string) => (/^[\w./@+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`);
