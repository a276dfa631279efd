/** Remembers for a day that Electron's download was not reachable, so that not every start waits for it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../paths.mjs';

const day = 24 * 60 * 60 * 1000;
const file = () => join(cacheFolder(), 'electron-download-failed.json');

/**
 * @param {string} url the address that was tried; another mirror is worth another try
 * @param {number} [now] Unix time in ms
 * @returns {string | undefined} the reason
 */
export function lastFailure(url, now = Date.now()) {
  try {
    const failure = JSON.parse(readFileSync(file(), 'utf8'));
    const isRecent = failure.url === url && now - failure.at >= 0 && now - failure.at < day;
    return isRecent ? failure.reason : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} url @param {string} reason */
export function rememberFailure(url, reason) {
  if (lastFailure(url)) return;
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(file(), JSON.stringify({ url, reason, at: Date.now() }));
}

export const forgetFailure = () => rmSync(file(), { force: true });
