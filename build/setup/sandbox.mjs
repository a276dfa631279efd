import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../problem.mjs';

/** @param {string} helper */
const isSetUpForRoot = (helper) => existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0;

/** Whether an ordinary user may make a namespace of their own. Where that can't be found out, Electron will tell. */
function hasUserNamespaces() {
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  return error !== undefined || status === 0;
}

/**
 * On Linux Chromium's sandbox needs user namespaces or a helper that belongs to root. As root it can't run at all; the
 * development runtime then starts without it.
 * @type {import('./steps.mjs').Step}
 */
export const sandbox = {
  id: 'sandbox',
  run({ electron }) {
    if (process.platform !== 'linux' || !electron || process.getuid?.() === 0) return;
    const helper = join(dirname(electron.executable), 'chrome-sandbox');
    if (isSetUpForRoot(helper) || hasUserNamespaces()) return;
    throw new Problem(
      "This system doesn't let Electron's sandbox work for ordinary users.",
      `Allow its helper, once:\nsudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    );
  },
};
