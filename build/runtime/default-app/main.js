/**
 * What Electron runs when it is given the path of an app: `electron [options] [-r MODULE]… PATH [arguments]`. A small
 * stand-in for Electron's own default app, which the fallback runtime lacks.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { preloads, appPath } = readCommandLine(process.argv.slice(1));
const require = createRequire(import.meta.url);
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
for (const module of preloads) require(resolve(module));
if (process.argv.includes('--version')) printVersion();
else if (appPath === undefined) stop('Usage: electron PATH-OF-THE-APP');
else await start(resolve(appPath));

/** @param {string[]} args */
function readCommandLine(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') preloads.push(args[++i]);
    else if (!args[i].startsWith('-')) return { preloads, appPath: args[i] };
  }
  return { preloads, appPath: undefined };
}

/** @param {string} path a folder with a package.json, or a script */
async function start(path) {
  if (!statSync(path).isDirectory()) return await import(pathToFileURL(path).href);
  const { name, productName, version, desktopName, main = 'index.js' } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  if (productName ?? name) app.setName(productName ?? name);
  if (version) app.setVersion(version);
  if (desktopName) app.setDesktopName(desktopName);
  app.setAppPath(path);
  await import(pathToFileURL(join(path, main)).href);
}

function printVersion() {
  console.log(`v${process.versions.electron}`);
  app.exit(0);
}

/** @param {string} reason */
function stop(reason) {
  console.error(reason);
  app.exit(1);
}
