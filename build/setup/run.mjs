/** Runs the steps of a set-up, one set-up of this repository at a time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { out } from '../paths.mjs';
import { createReport } from '../report.mjs';
import { withLock } from './lock.mjs';
import { setups } from './steps.mjs';

/**
 * @param {keyof typeof setups} name
 * @param {{ stream?: NodeJS.WriteStream, mayBeVirtual?: boolean, retry?: boolean }} [options]
 * @returns {Promise<import('./steps.mjs').SetupContext>} what the steps found out
 */
export async function setUp(name, { stream = process.stdout, mayBeVirtual = false, retry = false } = {}) {
  const report = createReport(stream);
  /** @type {import('./steps.mjs').SetupContext} */
  const context = { env: process.env, report, wantsElectron: name !== 'headless', mayBeVirtual, retry };
  const waiting = (/** @type {string} */ lock) =>
    report.line(`Another set-up is running here; waiting for it. If none is, delete ${lock}.`);
  mkdirSync(out, { recursive: true });
  await withLock(join(out, 'setup.lock'), { waiting }, async () => {
    for (const step of setups[name]) await step.run(context);
  });
  return context;
}
