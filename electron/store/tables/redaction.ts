import type { Failure } from '../../../shared/result.ts';
import type { Db, Row } from '../database.ts';
import type { Arrival, ArrivalReceipt, Outcome } from '../records.ts';
import { indexAgain } from '../search/search-index.ts';
import { messageOf } from './derived.ts';
import * as messages from './messages.ts';

/** As `messages.receive`, for an arrival that was redacted. */
export function receive(db: Db, arrival: Arrival): ArrivalReceipt {
  const receipt = messages.receive(db, arrival);
  if (receipt.fresh) mark(db, receipt.id);
  return receipt;
}

/** As `messages.finish`; `redacted` are the indexes of the answers that were redacted. */
export function finish(db: Db, { outcome, redacted }: { outcome: Outcome; redacted: number[] }): { answerIds: string[] } {
  const { answerIds } = messages.finish(db, outcome);
  for (const index of redacted) mark(db, answerIds[index] ?? '');
  return { answerIds };
}

function mark(db: Db, id: string): void {
  db.run('UPDATE messages SET redacted = 1 WHERE id = :id', { id });
}

/** What a row that went out says. */
export interface AnswerTextRecord {
  id: string;
  account: string;
  text: string;
  xml: string;
  raw: string;
  redacted: boolean;
}

export function answerText(db: Db, { id }: { id: string }): AnswerTextRecord | null {
  const row = db.one("SELECT account, answer, xml, raw, redacted FROM messages WHERE id = :id AND direction = 'out'", { id });
  if (!row) return null;
  const { account, answer, xml, raw, redacted } = row;
  return { id, account: String(account), text: String(answer ?? ''), xml: String(xml), raw: String(raw), redacted: redacted === 1 };
}

/** Puts other texts in the place of an answer's: redacted ones, or the original where it is still to be sent. */
export function setAnswerText(db: Db, { id, text, xml, raw, redacted }: Omit<AnswerTextRecord, 'account'>): null {
  erasing(db, () => {
    db.run(
      'UPDATE messages SET answer = :text, xml = :xml, raw = :raw, redacted = :redacted, template = iif(:redacted, NULL, template) WHERE id = :id',
      {
        id,
        text,
        xml,
        raw,
        redacted,
      },
    );
    indexAgain(db, id);
  });
  return null;
}

/** What of a row may hold what must not be kept. */
export interface StoredContent {
  id: string;
  account: string;
  at: number;
  person: string;
  direction: 'in' | 'out' | 'refused';
  xml: string;
  raw: string;
  /** JSON, as are `request`, `signature` and `failure`. */
  message: string | null;
  request: string | null;
  signature: string | null;
  failure: string | null;
  answer: string | null;
  dedupeKey: string | null;
  /** It is still to be sent or worked on, so it must stay as it is. */
  needed: boolean;
}

/** Rows after an id, oldest first, with all that may have to be redacted. */
export function contents(db: Db, { after, limit }: { after: number; limit: number }): StoredContent[] {
  return db
    .all(
      `SELECT id, account, at, person, direction, xml, raw, message, request, signature, failure, answer, dedupe_key,
         state IN ('running', 'waiting', 'queued', 'dead', 'aside', 'late') AS needed
       FROM messages WHERE id > :after ORDER BY id LIMIT :limit`,
      { after, limit },
    )
    .map(
      ({ dedupe_key, needed, id, ...row }) =>
        ({ ...row, message: derivedMessage(row), id: String(id), dedupeKey: dedupe_key, needed: needed === 1 }) as StoredContent,
    );
}

function derivedMessage(row: Row): string | null {
  const message = messageOf(row);
  return message === undefined ? null : JSON.stringify(message);
}

/** A row as it is to be kept from now on. */
export interface Rewritten
  extends Pick<StoredContent, 'id' | 'account' | 'xml' | 'raw' | 'message' | 'request' | 'signature' | 'answer' | 'dedupeKey'> {
  failure: Failure | null;
  /** False where nothing but its request has changed: the message is whole. */
  isAltered: boolean;
}

/** Rewrites rows in their place, in the search index too. Rows that have become needed in the meantime stay. */
export function rewrite(db: Db, { rows }: { rows: Rewritten[] }): { changed: string[] } {
  const changed: string[] = [];
  erasing(db, () => {
    for (const row of rows) {
      const { changes } = db.run(
        `UPDATE messages SET account = :account, xml = :xml, raw = :raw, message = :message, request = :request, signature = :signature,
           failure = :failure, answer = :answer, template = iif(:isAltered, NULL, template), dedupe_key = :dedupeKey,
           redacted = max(redacted, :isAltered)
         WHERE id = :id AND state NOT IN ('running', 'waiting', 'queued', 'dead', 'aside', 'late')`,
        { ...row },
      );
      if (changes === 0) continue;
      indexAgain(db, row.id);
      changed.push(row.id);
    }
  });
  return { changed };
}

/** What is overwritten or deleted in `work` is overwritten with zeros in the file, whole pages too, which have to be written for that. */
export function erasing(db: Db, work: () => void): void {
  db.exec('PRAGMA secure_delete = ON');
  try {
    work();
  } finally {
    db.exec('PRAGMA secure_delete = FAST');
  }
}

/**
 * Words of rows that were deleted or rewritten stay in the search index until its parts are merged. Does so much of that
 * (in pages) at a time; `done` where nothing is left to merge.
 */
export function mergeIndex(db: Db, { first, pages }: { first: boolean; pages: number }): { done: boolean } {
  const changes = () => Number(db.one('SELECT total_changes() AS n')?.n);
  const before = changes();
  erasing(db, () => {
    db.run("INSERT INTO search (search, rank) VALUES ('merge', :pages)", { pages: first ? -pages : pages });
  });
  return { done: changes() - before < 2 };
}
