/** What has to be in place before the program can start, in order. */
import { appBuild } from './app-build.mjs';
import { controlledMachines } from './controlled-machines.mjs';
import { dependencies } from './dependencies.mjs';
import { display } from './display.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { fonts } from './fonts.mjs';
import { guest } from './guest.mjs';
import { keyring } from './keyring.mjs';
import { nodeVersion } from './node-version.mjs';
import { sandbox } from './sandbox.mjs';
import { sshd } from './sshd.mjs';
import { systemLibraries } from './system-libraries.mjs';

/**
 * What the steps know of each other.
 * @typedef {object} SetupContext
 * @property {NodeJS.ProcessEnv} env
 * @property {import('../report.mjs').Report} report
 * @property {boolean} wantsElectron taken back by `display` where no window can open
 * @property {boolean} mayBeVirtual whether a virtual display will do, as it does for tests
 * @property {boolean} retry whether to try again what failed lately
 * @property {import('../runtime/electron.mjs').ElectronRuntime} [electron] once it is there
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {(context: SetupContext) => void | Promise<void>} run fails with a `Problem`
 */

/** @type {Step[]} */
const console = [nodeVersion, dependencies, display, electronRuntime, systemLibraries, fonts, sandbox, appBuild];
/** What the tests need besides: a keychain, an ssh server and machines to control, all their own. @type {Step[]} */
const test = [...console, keyring, sshd, controlledMachines];
/** @type {Step[]} */
const packaging = [nodeVersion, dependencies, electronRuntime, appBuild];
/** @type {Step[]} */
const headless = [nodeVersion, dependencies, appBuild];

/** @type {Step[]} */
const machine = [...headless, sshd, guest];

export const setups = { console, test, packaging, headless, guest: machine };
