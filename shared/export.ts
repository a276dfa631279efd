import { z } from 'zod';
import type { Failure } from './result.ts';

/** JSON Lines for programs, CSV for spreadsheets, HAR (HTTP Archive 1.2) for network inspectors. */
export const exportFormats = ['jsonl', 'csv', 'har'] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What is exported: messages, the history of commands, or the audit trail behind it. */
export type ExportedThing = 'messages' | 'runs' | 'trail';

/** What the history can be exported as. The trail is JSON Lines: each record stands there to the letter, with its hash. */
export const RunExportFormat = z.enum(['jsonl', 'csv']);
export type RunExportFormat = z.infer<typeof RunExportFormat>;

/** How an export stands. */
export interface ExportState {
  id: string;
  what: ExportedThing;
  format: ExportFormat;
  /** Without its folder. */
  fileName: string;
  /** `offered`: a download that nobody has fetched yet. */
  phase: 'offered' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Rows written so far, and the file's size in bytes. */
  rows: number;
  bytes: number;
  /** How much of it all has been gone through, from 0 to 1. */
  share: number;
  failure?: Failure;
}

/** Where an export goes: into a file that was chosen in the system's dialog, to a browser that fetches `path`, or nowhere. */
export type ExportStart =
  | { way: 'file'; state: ExportState }
  | { way: 'download'; state: ExportState; path: string }
  | { way: 'dismissed' };

/** Whether an export still takes its time. */
export const isUnderWay = ({ phase }: ExportState): boolean => phase === 'offered' || phase === 'running';
