import * as accounts from './accounts.ts';
import type { Db } from './database.ts';
import * as messages from './messages.ts';
import * as settings from './settings.ts';

/** Everything that the store can do, by name: what the thread of the gateway asks, the database's thread carries out. */
export const operations = {
  'accounts.put': accounts.put,
  'accounts.replaceGiven': accounts.replaceGiven,
  'accounts.remove': accounts.remove,
  'accounts.list': accounts.list,
  'messages.receive': messages.receive,
  'messages.start': messages.start,
  'messages.redelivered': messages.redelivered,
  'messages.finish': messages.finish,
  'messages.setAnswerState': messages.setAnswerState,
  'messages.refuse': messages.refuse,
  'messages.interrupt': messages.interrupt,
  'messages.page': messages.page,
  'messages.byIds': messages.byIds,
  'messages.get': messages.get,
  'messages.minutes': messages.minutes,
  'messages.lastArrivals': messages.lastArrivals,
  'messages.lateAnswers': messages.lateAnswers,
  'settings.all': settings.all,
  'settings.put': settings.put,
} satisfies Record<string, (db: Db, input: never) => unknown>;

export type OperationName = keyof typeof operations;
type Operation<Name extends OperationName> = (typeof operations)[Name];
export type OperationInput<Name extends OperationName> = Parameters<Operation<Name>> extends [Db, infer Input] ? Input : undefined;
export type OperationOutput<Name extends OperationName> = ReturnType<Operation<Name>>;

/** One thing asked of the database's thread. */
export interface Request {
  number: number;
  name: OperationName;
  input: unknown;
}

/** Its answer. `error` is the text of a bug. */
export type Response = { number: number; output: unknown } | { number: number; error: string };

/** What the thread says when it has opened the file, or why it couldn't. */
export type Opened = { opened: true } | { opened: false; reason: 'in-use' | 'newer' | 'unusable'; detail: string };

/**
 * Carries out requests that came together as one transaction, so that they share one disk sync. An operation that
 * throws undoes only itself. Nothing is answered before the commit has returned.
 */
export function carryOut(db: Db, requests: Request[]): Response[] {
  db.exec('BEGIN IMMEDIATE');
  const responses = requests.map((request) => carryOutOne(db, request));
  db.exec('COMMIT');
  return responses;
}

function carryOutOne(db: Db, { number, name, input }: Request): Response {
  db.exec('SAVEPOINT one');
  try {
    const output = (operations[name] as (db: Db, input: unknown) => unknown)(db, input);
    db.exec('RELEASE one');
    return { number, output };
  } catch (error) {
    db.exec('ROLLBACK TO one');
    db.exec('RELEASE one');
    return { number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
