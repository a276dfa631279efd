import type { WeiguanBridge } from '../../shared/api.ts';
import type { ExportFormat } from '../../shared/export.ts';
import { createExportTrayStore } from './export-tray.ts';

interface Options {
  /** The reader's time zone (IANA name). */
  zone: string;
  fetchFile(path: string): void;
}

/** Exports of the message log; what is wished for is a filter in the filter language. */
export const createExportsStore = (bridge: WeiguanBridge, { zone, fetchFile }: Options) =>
  createExportTrayStore<ExportFormat, string>(bridge, {
    ...{ first: 'jsonl', things: ['messages'], fetchFile },
    begin: (format, filter) => bridge.call('exports.start', { format, zone, ...(filter !== '' && { filter }) }),
  });
