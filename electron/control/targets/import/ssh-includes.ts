import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { limits } from '../../../../shared/limits.ts';
import { matchesGlob } from '../glob.ts';
import type { Included } from './ssh-config-blocks.ts';

/** A pasted text reads no files. */
export const noIncludes: Included = async () => undefined;

const mostFiles = 64;

/** Reads what `Include` names, seen from the folder of the user's configuration, as ssh does; wildcards in it too. */
export function readingIncludes(configFile: string): Included {
  let left = mostFiles;
  return async (pattern) => {
    const path = pattern.replace(/^~(?=[/\\]|$)/, homedir());
    const files = await matching(isAbsolute(path) ? path : join(dirname(configFile), path));
    const texts: { file: string; text: string }[] = [];
    for (const file of files) {
      if (left-- <= 0) break;
      const text = await readConfig(file).catch(() => undefined);
      if (text !== undefined) texts.push({ file, text });
    }
    // A pattern that no file meets is no fault, a file that isn't there is none to ssh either: it is told all the same.
    return texts.length > 0 || /[*?]/.test(pattern) ? texts : undefined;
  };
}

/** Reads a file of a bearable size; rejects with the system's error where it can't. */
export async function readConfig(file: string): Promise<string> {
  const found = await stat(file);
  if (!found.isFile()) throw Object.assign(new Error(`${file} is no file`), { code: 'EISDIR' });
  if (found.size > limits.importChars) throw Object.assign(new Error(`${file} is too large`), { code: 'EFBIG' });
  return readFile(file, 'utf8');
}

/** The files that a path with wildcards names, sorted. Hidden ones only where the pattern begins so. */
async function matching(pattern: string): Promise<string[]> {
  const [root = '', ...parts] = resolve(pattern).split(sep);
  let found = [root + sep];
  for (const part of parts) {
    if (!/[*?]/.test(part)) found = found.map((folder) => join(folder, part));
    else {
      const inEach = await Promise.all(found.map(async (folder) => (await namesIn(folder)).map((name) => ({ folder, name }))));
      found = inEach
        .flat()
        .filter(({ name }) => matchesGlob(name, part) && (part.startsWith('.') || !name.startsWith('.')))
        .map(({ folder, name }) => join(folder, name))
        .sort()
        .slice(0, mostFiles);
    }
  }
  return found;
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
