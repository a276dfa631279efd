import { spawnSync } from 'node:child_process';
import { canInstall, installLine, installPackages } from './apt.mjs';

export const fontPackages = [['fontconfig'], ['fonts-noto-cjk']];

/** fc-list itself comes with Electron's libraries. */
export const hasChineseFont = () => (spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== '';

/**
 * On bare Linux, a font with Chinese characters: without it the console shows empty boxes.
 * @type {import('./steps.mjs').Step}
 */
export const fonts = {
  id: 'fonts',
  async run({ wantsElectron, report }) {
    if (process.platform !== 'linux' || !wantsElectron || hasChineseFont()) return;
    if (!canInstall()) return report.line(`No font here has Chinese characters. ${installLine(fontPackages)}`);
    report.line('No font here has Chinese characters. Installing one with apt …');
    await installPackages(fontPackages, report);
  },
};
