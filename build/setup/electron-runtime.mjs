import { findElectron } from '../runtime/electron.mjs';

/** @type {import('./steps.mjs').Step} */
export const electronRuntime = {
  id: 'electron-runtime',
  async run(context) {
    if (!context.wantsElectron) return;
    context.electron = await findElectron(context);
    context.report.line(`Electron ${context.electron.version} (${context.electron.origin})`);
  },
};
