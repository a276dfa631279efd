/**
 * Who may import whom. A file is named by its path in the repository, a package by `npm:name`, a module of Node by
 * `node:name`; a name that ends in `/` or `:` means everything below it.
 */

/**
 * @typedef {object} ImportRule
 * @property {string} why printed where the rule is broken
 * @property {string[]} files whom it binds
 * @property {string[]} [except] whom it doesn't bind
 * @property {string[]} [allow] nothing else may be imported
 * @property {string[]} [forbid] this may not be imported
 * @property {string} [apart] the folders in this one may not import from each other
 * @property {boolean} [tests] whether it binds unit tests too (for tests, packages and modules of Node are free)
 */

/** @type {ImportRule[]} */
export const importRules = [
  {
    why: 'shared/ is what both sides need: it imports nothing but itself and zod',
    files: ['shared/'],
    allow: ['shared/', 'npm:zod'],
    tests: true,
  },
  {
    why: 'renderer/ knows the gateway only through the contract in shared/',
    files: ['renderer/'],
    allow: ['renderer/', 'shared/', 'npm:'],
    tests: true,
  },
  {
    why: 'the page reaches Electron only through the preload script',
    files: ['renderer/', 'shared/'],
    forbid: ['npm:electron'],
  },
  {
    why: 'a page stands for itself: what several need is in components/, stores/ or text/',
    files: ['renderer/pages/'],
    apart: 'renderer/pages/',
    tests: true,
  },
  {
    why: 'what pages are made of knows none of them',
    files: ['renderer/components/', 'renderer/stores/', 'renderer/text/'],
    forbid: ['renderer/pages/'],
    tests: true,
  },
  {
    why: 'electron/wechat/ is the protocol as pure functions: no I/O, nothing of the gateway',
    files: ['electron/wechat/'],
    allow: ['electron/wechat/', 'shared/', 'node:crypto', 'npm:fast-xml-parser', 'npm:zod'],
    tests: true,
  },
  {
    why: 'only main.ts, preload.ts and shell/ import electron, so that all the rest runs in plain Node',
    files: ['electron/'],
    except: ['electron/main.ts', 'electron/preload.ts', 'electron/shell/'],
    forbid: ['npm:electron'],
    tests: true,
  },
  {
    why: 'only the entries and shell/ stand above what needs Electron',
    files: ['electron/'],
    except: ['electron/main.ts', 'electron/preload.ts', 'electron/shell/'],
    forbid: ['electron/shell/', 'electron/main.ts', 'electron/preload.ts', 'electron/headless.ts', 'electron/doctor-cli.ts'],
  },
  {
    why: 'the simulator talks to the gateway over HTTP, as WeChat does',
    files: ['electron/simulator/'],
    forbid: ['electron/callback/', 'electron/platforms/', 'electron/store/', 'electron/gateway.ts'],
    tests: true,
  },
  {
    why: 'a command is the same from the chat and from a click, so it knows neither door',
    files: ['electron/commands/'],
    forbid: ['electron/callback/', 'electron/shell/'],
    tests: true,
  },
  {
    why: 'control/ reaches servers; who asked for it, and whether they may, is told in commands/',
    files: ['electron/control/'],
    forbid: ['electron/commands/'],
  },
  {
    why: 'gateway.ts is the composition root: only what starts the gateway imports it',
    files: ['electron/'],
    except: ['electron/main.ts', 'electron/headless.ts', 'electron/doctor-cli.ts', 'electron/shell/'],
    forbid: ['electron/gateway.ts'],
  },
  {
    why: 'rooms/ opens the rooms for gateway.ts, and nobody else needs to know how',
    files: ['electron/'],
    except: ['electron/gateway.ts', 'electron/rooms/'],
    forbid: ['electron/rooms/'],
  },
  {
    why: 'calls.ts only puts together what the rooms answer: what they need of it is in call-table.ts',
    files: ['electron/'],
    except: ['electron/gateway.ts'],
    forbid: ['electron/calls/calls.ts'],
    tests: true,
  },
  {
    why: 'the program does not depend on how it is built or tested, nor on its page',
    files: ['electron/'],
    forbid: ['build/', 'test/', 'renderer/'],
  },
];
