import { createHash } from 'node:crypto';
import type { StoredRun } from '../../shared/redaction.ts';
import { withheldText } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import type { RequestRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { Rewritten, StoredContent } from '../store/tables/redaction.ts';
import { redactRepeated } from './redacted-answers.ts';
import { redactAnswer, redactContent, redactFailure, withheldReason, withoutStranger } from './redacted-records.ts';
import { eachOfStranger, type Redact, redactAll, withoutSignature } from './redacted-requests.ts';
import type { Redactor } from './redactor.ts';
import { quietMoment } from './slow-work.ts';

export interface StoredRedactionOptions {
  store: Store;
  redactor: Redactor;
  elapsed(): number;
  signal: AbortSignal;
  /** Whether rows are rewritten, or only counted. */
  rewrite: boolean;
  onProgress(run: StoredRun): void;
  onChanged(ids: string[]): void;
}

const rowsAtOnce = 50;

/** Goes through all that is stored, oldest first. Rows that are still needed as they are stay, and are counted as `waiting`. */
export async function redactStored({
  store,
  redactor,
  elapsed,
  signal,
  rewrite,
  onProgress,
  onChanged,
}: StoredRedactionOptions): Promise<StoredRun> {
  const { newest } = await store.do('messages.searchable');
  let run: StoredRun = { kind: rewrite ? 'redact' : 'count', looked: 0, of: newest, found: 0, waiting: 0, state: 'running' };
  onProgress(run);
  for (let after = 0; after < newest; ) {
    await quietMoment(store, elapsed, signal);
    if (signal.aborted) return { ...run, state: 'stopped' };
    const rows = await store.do('redaction.contents', { after, limit: rowsAtOnce });
    if (rows.length === 0) break;
    const hits = rows.flatMap((row) => {
      const rewritten = rewriteRow(row, redactor);
      return rewritten ? [{ row, rewritten }] : [];
    });
    const free = hits.filter(({ row }) => !row.needed);
    let found = free.length;
    if (rewrite && free.length > 0) {
      const { changed } = await store.do('redaction.rewrite', { rows: free.map(({ rewritten }) => rewritten) });
      found = changed.length;
      onChanged(changed);
    }
    after = Number(rows.at(-1)?.id);
    run = { ...run, looked: Math.min(after, newest), found: run.found + found, waiting: run.waiting + hits.length - free.length };
    onProgress(run);
  }
  return { ...run, looked: newest, state: 'done' };
}

/** A stored row as it may be kept; undefined where no rule matches. */
export function rewriteRow(row: StoredContent, redactor: Redactor): Rewritten | undefined {
  if (!redactor.concerns(row.account)) return undefined;
  const redact = (texts: readonly string[]) => redactor.redact(row.account, texts);
  const before = row.failure === null ? null : (JSON.parse(row.failure) as Failure);
  const told = row.message === null ? redact : redactRepeated(redactor, row.account, row.message);
  const parts =
    row.direction === 'in' ? incoming(row, redact) : row.direction === 'out' ? outgoing(row, redact) : refused(row, before, redact);
  const failure = before && redactFailure(parts?.failure ?? before, told);
  const isFailureSame = JSON.stringify(failure) === JSON.stringify(before);
  if (!parts && isFailureSame) return undefined;
  const { id, account, xml, raw, message, request, signature, answer, dedupeKey } = row;
  const isAltered = parts?.isAltered !== false || !isFailureSame;
  return {
    ...{ id, account, xml, raw, message, request, signature, answer },
    dedupeKey: unreadable(dedupeKey),
    ...parts,
    failure,
    isAltered,
  };
}

function incoming(row: StoredContent, redact: Redact): Partial<Rewritten> | undefined {
  if (row.message === null) return undefined;
  const request = row.request ?? JSON.stringify({ query: {} });
  const content = redactContent({ xml: row.xml, raw: row.raw, message: row.message, request }, redact);
  if (!content) return undefined;
  const { xml, raw, message } = content.row;
  const kept = row.request && content.row.request;
  return content.isAltered ? { xml, raw, message, request: kept, signature: null } : { request: kept, isAltered: false };
}

function outgoing(row: StoredContent, redact: Redact): Partial<Rewritten> | undefined {
  const kept = redactAnswer({ text: row.answer ?? '', xml: row.xml, raw: row.raw }, redact);
  return kept && { answer: kept.text, xml: kept.xml, raw: kept.raw };
}

/** Nobody knows what is in an encrypted body that was refused. */
function refused(row: StoredContent, failure: Failure | null, redact: Redact): Partial<Rewritten> | undefined {
  const came = row.request === null ? undefined : (JSON.parse(row.request) as RequestRecord);
  const kept = came && redactAll(redact, (each) => eachOfStranger(came, each));
  const reason = failure && withheldReason(failure);
  const isSame = JSON.stringify([kept, reason]) === JSON.stringify([came, failure]);
  if (isSame && (row.raw === '' || row.raw === withheldText)) return undefined;
  const request = kept ? JSON.stringify(withoutSignature(kept)) : null;
  const named = reason && withoutStranger(row.account, reason, kept && kept.path !== came?.path ? kept.path : undefined);
  return { raw: row.raw && withheldText, request, signature: null, ...named };
}

/** Keys of earlier versions hold what an event said; this is what they are now. */
const unreadable = (key: string | null) =>
  key?.startsWith('["event"') ? `sha256:${createHash('sha256').update(key, 'utf8').digest('hex')}` : key;
