import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { Failure } from '../../../shared/result.ts';
import { summarise } from '../../../shared/summary.ts';
import type { ExportRecord } from '../../store/tables/export-reading.ts';

/** A row as it is exported: all that is kept of it, and a line that says what it is about. */
export interface ExportRow extends Omit<ExportRecord, 'hasAnswer'> {
  summary: string;
}

/** @param language of the summary and of the reasons */
export function toExportRow({ hasAnswer: _, failure, sending, ...row }: ExportRecord, language: Language): ExportRow {
  return {
    ...row,
    summary: summaryOf({ ...row, ...(failure && { failure }) }, language),
    ...(failure && { failure: spoken(failure, language) }),
    ...(sending && { sending: { ...sending, attempts: sending.attempts.map((attempt) => spokenAttempt(attempt, language)) } }),
  };
}

type Attempt = NonNullable<ExportRecord['sending']>['attempts'][number];

const spokenAttempt = ({ failure, ...attempt }: Attempt, language: Language): Attempt => ({
  ...attempt,
  ...(failure && { failure: spoken(failure, language) }),
});

function spoken(failure: Failure, language: Language): Failure {
  const { code, message, hint } = translateFailure(failure, language);
  return { code, message, hint };
}

function summaryOf({ message, answer, failure }: ExportRecord, language: Language): string {
  if (message) return summarise(message, language);
  return answer ?? (failure ? translateFailure(failure, language).message : '');
}
