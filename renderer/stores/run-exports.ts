import type { WeiguanBridge } from '../../shared/api.ts';
import type { RunExportFormat } from '../../shared/export.ts';
import type { RunFilter } from '../../shared/run-filter.ts';
import { createExportTrayStore } from './export-tray.ts';

/** What of the history is exported: the runs that are shown, or the trail behind all of them. */
type RunExportChoice = RunExportFormat | 'trail';

interface Options {
  /** The reader's time zone (IANA name). */
  zone: string;
  fetchFile(path: string): void;
}

/** Exports of the history and of its audit trail. */
export const createRunExportsStore = (bridge: WeiguanBridge, { zone, fetchFile }: Options) =>
  createExportTrayStore<RunExportChoice, RunFilter>(bridge, {
    ...{ first: 'jsonl', things: ['runs', 'trail'], fetchFile },
    begin: (choice, filter) =>
      choice === 'trail' ? bridge.call('exports.startTrail', { zone }) : bridge.call('exports.startRuns', { format: choice, filter, zone }),
  });
