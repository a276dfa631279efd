/** Checks that every class that a page takes from a CSS module is in it, and that every class there is taken by somebody. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { isMain, root } from '../paths.mjs';
import { Problem, runScript } from '../problem.mjs';

/**
 * @param {string} css
 * @returns {Set<string>} the classes that it declares; those in `:global()` are others'
 */
export function classesOf(css) {
  const own = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/:global\([^)]*\)/g, '');
  const selectors = [...own.matchAll(/([^{};]+)\{/g)].map(([, selector = '']) => selector).filter((selector) => !/^\s*@/.test(selector));
  return new Set(selectors.flatMap((selector) => [...selector.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name)));
}

/**
 * @param {string} file path in the repository, with `/`
 * @param {string} source
 * @returns {{ sheet: string, names: string[], isAny: boolean }[]} what it takes from each CSS module; `isAny`: by a computed name
 */
export function classesUsed(file, source) {
  const body = source.replace(/^import .*$/gm, '');
  return [...source.matchAll(/^import (\w+) from '(\.[^']*\.module\.css)';$/gm)].map(([, name = '', path = '']) => ({
    sheet: posix.join(posix.dirname(file), path),
    names: [...body.matchAll(new RegExp(`(?<![\\w.])${name}\\.([A-Za-z_]\\w*)`, 'g'))].map(([, used = '']) => used),
    isAny: new RegExp(`(?<![\\w.])${name}\\[`).test(body),
  }));
}

/**
 * @param {Map<string, string>} sheets CSS modules by path
 * @param {Map<string, string>} pages sources by path
 * @returns {string[]} one line for each class that is missing or idle
 */
export function wrongClasses(sheets, pages) {
  const idle = new Map([...sheets].map(([path, css]) => [path, classesOf(css)]));
  const missing = [];
  for (const [file, source] of pages) {
    for (const { sheet, names, isAny } of classesUsed(file, source)) {
      const declared = classesOf(sheets.get(sheet) ?? '');
      missing.push(...names.filter((name) => !declared.has(name)).map((name) => `${file} uses .${name}, which ${sheet} does not have`));
      for (const name of isAny ? declared : names) idle.get(sheet)?.delete(name);
    }
  }
  return [...missing, ...[...idle].flatMap(([sheet, names]) => [...names].map((name) => `${sheet} has .${name}, which nobody uses`))];
}

/**
 * @param {RegExp} kind
 * @returns {Map<string, string>} texts of the files of a kind, by path in the repository
 */
function filesOf(kind) {
  const entries = readdirSync(join(root, 'renderer'), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && kind.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]));
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const sheets = filesOf(/\.module\.css$/);
    const wrong = wrongClasses(sheets, filesOf(/\.tsx?$/));
    if (wrong.length > 0) throw new Problem('Classes that are missing or idle:', wrong.join('\n'));
    console.log(`${sheets.size} CSS modules have just the classes that are used.`);
  });
}
