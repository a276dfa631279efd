import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { ExportFormat } from '../../shared/export.ts';
import type { ChooseFile } from '../inspector/export/exports.ts';

const filterNames: Record<ExportFormat, string> = { jsonl: 'JSON Lines', csv: 'CSV', har: 'HTTP Archive' };

/** Asks in the system's own dialog where a file is to go; the system asks before a file that is there is replaced. */
export const chooseFile =
  (window: () => BrowserWindow | undefined): ChooseFile =>
  async ({ fileName, format }) => {
    const options = {
      defaultPath: join(app.getPath('downloads'), fileName),
      filters: [{ name: filterNames[format], extensions: [format] }],
      properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
    };
    const above = window();
    const { canceled, filePath } = above ? await dialog.showSaveDialog(above, options) : await dialog.showSaveDialog(options);
    return canceled || filePath === '' ? undefined : filePath;
  };
