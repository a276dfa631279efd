/** Checks the directions of imports (`import-rules.mjs`), and that no barrel files hide them. */
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'vite';
import { isMain, root } from '../paths.mjs';
import { Problem, runScript } from '../problem.mjs';
import { importRules } from './import-rules.mjs';

const checkedFolders = ['shared', 'renderer', 'electron'];

/** Marks an import whose target is only known at run time. */
const computed = '(computed)';

/**
 * Everything that a file imports: statically, by `import()`, by `require()`, and as types.
 * @param {string} file its path, which tells the language
 * @param {string} source
 * @returns {string[]} the specifiers as they are written
 */
export function importsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error) throw new Problem(`${file} can't be read: ${error.message}`, 'Correct its syntax.');
  /** @type {string[]} */
  const found = [];
  visit(program, (node) => {
    const specifier = specifierOf(node);
    if (specifier) found.push(typeof specifier.value === 'string' ? specifier.value : computed);
  });
  return found;
}

/**
 * @param {any} node of the syntax tree
 * @returns {{ value?: unknown } | undefined} the expression that names what the node imports
 */
function specifierOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'TSImportType':
      return node.source ?? undefined;
    case 'TSExternalModuleReference':
      return node.expression;
    case 'CallExpression':
      return node.callee.name === 'require' ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

/**
 * @param {any} node
 * @param {(node: any) => void} see
 */
function visit(node, see) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') see(node);
  for (const child of Object.values(node)) visit(child, see);
}

/**
 * @param {string} file
 * @param {string} specifier
 * @returns {string} its name as in `import-rules.mjs`
 */
function target(file, specifier) {
  if (specifier === computed) return specifier;
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  const parts = specifier.split('/');
  return `npm:${parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')}`;
}

/** @param {string} name @param {string[]} patterns */
const matches = (name, patterns) => patterns.some((pattern) => (/[/:]$/.test(pattern) ? name.startsWith(pattern) : name === pattern));

/**
 * @param {string} file
 * @param {string} name of what it imports
 * @param {string} folder
 * @returns {boolean} whether both are in the folder, but not in the same one of its folders
 */
function isNextDoor(file, name, folder) {
  const [own, other] = [file, name].map((path) => path.startsWith(folder) && path.slice(folder.length).split('/')[0]);
  return Boolean(own && other) && own !== other;
}

/**
 * @param {string} file path in the repository, with `/`
 * @param {string} source
 * @returns {string[]} one line for each broken rule
 */
export function brokenRules(file, source) {
  const isTest = /\.test\.tsx?$/.test(file);
  const targets = importsOf(file, source).map((specifier) => target(file, specifier));
  const broken = /^index\.[cm]?[jt]sx?$/.test(basename(file)) ? [`${file} is a barrel file: import from the files themselves`] : [];
  if (targets.includes(computed)) broken.push(`${file} imports a module whose name is computed: name it`);
  for (const { why, files, except = [], allow, forbid = [], apart, tests } of importRules) {
    if (!matches(file, files) || matches(file, except) || (isTest && !tests)) continue;
    for (const name of targets) {
      const isOutside = name.startsWith('npm:') || name.startsWith('node:') || name.startsWith('test/');
      const isAllowed = !allow || matches(name, allow) || name === computed || (isTest && isOutside);
      const isWrongDoor = apart !== undefined && isNextDoor(file, name, apart);
      if (!isAllowed || isWrongDoor || matches(name, forbid)) broken.push(`${file} imports ${name.replace('npm:', '')}: ${why}`);
    }
  }
  return broken;
}

/** @returns {string[]} paths in the repository, with `/` */
function sourceFiles() {
  return checkedFolders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

if (isMain(import.meta.url)) {
  await runScript(async () => {
    const files = sourceFiles();
    const broken = files.flatMap((file) => brokenRules(file, readFileSync(join(root, file), 'utf8')));
    if (broken.length > 0) throw new Problem('Imports that go the wrong way:', broken.join('\n'));
    console.log(`${files.length} files import only what they may.`);
  });
}
