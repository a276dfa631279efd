import { checkpoint } from './checkpoint.ts';
import { type Db, rollBack } from './database.ts';
import { rebuild } from './rebuild.ts';
import type { Arrival, ArrivalReceipt } from './records.ts';
import * as search from './search/message-search.ts';
import { searchProgress } from './search/search-index.ts';
import { slice } from './statistics/statistics.ts';
import * as accounts from './tables/accounts.ts';
import * as active from './tables/active-messages.ts';
import { type ArrivalRow, shortReceipt } from './tables/arrival-columns.ts';
import * as audit from './tables/audit.ts';
import { note } from './tables/audit-note.ts';
import { exportPage, span } from './tables/export-reading.ts';
import * as incidents from './tables/incidents.ts';
import { taps } from './tables/menu-taps.ts';
import * as menus from './tables/menus.ts';
import * as reading from './tables/message-reading.ts';
import * as messages from './tables/messages.ts';
import * as beats from './tables/monitor-beats.ts';
import * as monitors from './tables/monitors.ts';
import { latestNonces, nonceAccounts, noncesPage } from './tables/nonces.ts';
import * as notices from './tables/notices.ts';
import * as operators from './tables/operators.ts';
import * as outbox from './tables/outbox.ts';
import * as redaction from './tables/redaction.ts';
import * as retention from './tables/retention.ts';
import * as roles from './tables/roles.ts';
import * as runs from './tables/runs.ts';
import * as scripts from './tables/scripts.ts';
import * as settings from './tables/settings.ts';
import * as targets from './tables/targets.ts';
import * as templates from './tables/template-results.ts';

/** Everything that the store can do, by name: what the thread of the gateway asks, the database's thread carries out. */
export const operations = {
  'accounts.put': accounts.put,
  'accounts.replaceGiven': accounts.replaceGiven,
  'accounts.remove': accounts.remove,
  'accounts.list': accounts.list,
  'accounts.ids': accounts.ids,
  // why: the gateway's side (`store.ts`) makes them short, and whole again
  'messages.receive': ((db: Db, row: ArrivalRow) => shortReceipt(messages.receive(db, row))) as unknown as (
    db: Db,
    arrival: Arrival,
  ) => ArrivalReceipt,
  'messages.start': messages.start,
  'messages.redelivered': messages.redelivered,
  'messages.idOf': messages.idOf,
  'messages.replayKeyOf': messages.replayKeyOf,
  'messages.finish': messages.finish,
  'messages.completeTimings': messages.completeTimings,
  'messages.addAnswer': messages.addAnswer,
  'messages.addActive': active.add,
  'messages.withKey': active.withKey,
  'messages.setAnswer': messages.setAnswer,
  'messages.oldestLate': messages.oldestLate,
  'messages.refuse': messages.refuse,
  'messages.unfinished': messages.unfinished,
  'messages.page': search.page,
  'messages.count': search.count,
  'messages.searchable': searchProgress,
  'messages.span': span,
  'messages.exportPage': exportPage,
  'messages.statistics': slice,
  'messages.byIds': reading.byIds,
  'messages.get': reading.get,
  'messages.nonceAccounts': nonceAccounts,
  'messages.latestNonces': latestNonces,
  'messages.noncesPage': noncesPage,
  'messages.minutes': messages.minutes,
  'messages.lastArrivals': messages.lastArrivals,
  'messages.openAnswers': messages.openAnswers,
  'menus.get': menus.get,
  'menus.pending': menus.pending,
  'menus.saveDraft': menus.saveDraft,
  'menus.change': menus.change,
  'menus.versions': menus.versions,
  'menus.version': menus.version,
  'menus.taps': taps,
  'log.checkpoint': checkpoint,
  'outbox.heads': outbox.heads,
  'outbox.sent': outbox.sent,
  'outbox.sentSince': outbox.sentSince,
  'outbox.failed': outbox.failed,
  'outbox.again': outbox.again,
  'outbox.putAside': outbox.putAside,
  'outbox.takeBack': outbox.takeBack,
  'outbox.hurry': outbox.hurry,
  'outbox.adopt': outbox.adopt,
  'redaction.receive': redaction.receive,
  'redaction.finish': redaction.finish,
  'redaction.answerText': redaction.answerText,
  'redaction.setAnswerText': redaction.setAnswerText,
  'redaction.contents': redaction.contents,
  'redaction.rewrite': redaction.rewrite,
  'redaction.mergeIndex': redaction.mergeIndex,
  'redaction.rebuild': rebuild,
  'retention.measure': retention.measure,
  'retention.walk': retention.walk,
  'retention.pictures': retention.pictures,
  'retention.file': retention.file,
  'retention.giveBack': retention.giveBack,
  'retention.emptyWal': retention.emptyWal,
  'runs.put': runs.put,
  'runs.page': runs.page,
  'runs.count': runs.count,
  'runs.get': runs.get,
  'runs.picture': runs.picture,
  'runs.unfinished': runs.unfinished,
  'runs.cutOff': runs.cutOff,
  'audit.verify': audit.verify,
  'audit.recordsAfter': audit.recordsAfter,
  'audit.newest': audit.newest,
  'audit.note': note,
  'operators.list': operators.list,
  'operators.unidentified': operators.unidentified,
  'operators.identify': operators.identify,
  'operators.put': operators.put,
  'operators.remove': operators.remove,
  'operators.removed': operators.removed,
  'operators.keepOut': operators.keepOut,
  'operators.forget': operators.forget,
  'operators.removeFormer': operators.removeFormer,
  'roles.list': roles.list,
  'roles.put': roles.put,
  'roles.remove': roles.remove,
  'scripts.put': scripts.put,
  'scripts.remove': scripts.remove,
  'scripts.list': scripts.list,
  'settings.all': settings.all,
  'settings.put': settings.put,
  'targets.put': targets.put,
  'targets.remove': targets.remove,
  'targets.list': targets.list,
  'monitors.put': monitors.put,
  'monitors.restore': monitors.restore,
  'monitors.remove': monitors.remove,
  'monitors.list': monitors.list,
  'beats.add': beats.add,
  'beats.page': beats.page,
  'beats.strip': beats.strip,
  'beats.uptime': beats.uptime,
  'beats.chart': beats.chart,
  'beats.drop': beats.drop,
  'incidents.write': incidents.write,
  'incidents.page': incidents.page,
  'incidents.recent': incidents.recent,
  'incidents.lastEnded': incidents.lastEnded,
  'incidents.get': incidents.get,
  'incidents.runsOn': incidents.runsOn,
  'incidents.drop': incidents.drop,
  'notices.add': notices.add,
  'notices.due': notices.due,
  'notices.made': notices.made,
  'notices.queue': notices.queue,
  'notices.close': notices.close,
  'notices.unsentTo': notices.unsentTo,
  'notices.outdated': notices.outdated,
  'notices.takeBack': notices.takeBack,
  'notices.changeCards': notices.changeCards,
  'notices.withWaitingCards': notices.withWaitingCards,
  'templates.settle': templates.settle,
} satisfies Record<string, (db: Db, input: never) => unknown>;

export type OperationName = keyof typeof operations;
type Operation<Name extends OperationName> = (typeof operations)[Name];
export type OperationInput<Name extends OperationName> = Parameters<Operation<Name>> extends [Db, infer Input] ? Input : undefined;
export type OperationOutput<Name extends OperationName> = ReturnType<Operation<Name>>;

/** What SQLite can't do within a transaction. */
const outsideTransactions = new Set<OperationName>(['retention.emptyWal', 'redaction.rebuild']);

/** One thing asked of the database's thread. (A list takes less time on its way than an object does.) */
export type Request = [name: OperationName, input: unknown];

/** What came of requests that were asked together. */
export interface Answers {
  /** In the order of the requests; of those that failed undefined. */
  outputs: unknown[];
  bugs?: Bug[];
}

/** Which request failed, with the text of the bug. */
type Bug = [index: number, text: string];

/** What the thread says when it has opened the file, or why it couldn't. */
export type Opened = { opened: true } | { opened: false; reason: 'in-use' | 'newer' | 'unusable'; detail: string };

/**
 * Carries out requests that came together as one transaction, so that they share one disk sync. An operation that
 * throws undoes only itself. Nothing is answered before the commit has returned; where that throws nothing was done.
 */
export function carryOut(db: Db, requests: Request[]): Answers {
  if (requests.some(isApart)) return carryOutApart(db, requests);
  // Savepoints cost as much as small operations do, so they are set only where there is something to undo.
  return carryOutAll(db, requests) ?? carryOutEach(db, requests);
}

const isApart = ([name]: Request) => outsideTransactions.has(name);

/** Those that can share a transaction come first, the others after it. */
function carryOutApart(db: Db, requests: Request[]): Answers {
  const together = requests.filter((request) => !isApart(request));
  const alone = requests.filter(isApart);
  const shared = carryOut(db, together);
  const apart = each(alone, (request) => operate(db, request));
  const outputs = [...shared.outputs, ...apart.outputs];
  const bugs = [...(shared.bugs ?? []), ...(apart.bugs ?? []).map(([index, text]): Bug => [together.length + index, text])];
  const places = [...together, ...alone].map((request) => requests.indexOf(request));
  return {
    outputs: requests.map((_, place) => outputs[places.indexOf(place)]),
    bugs: bugs.map(([index, text]): Bug => [places[index] ?? index, text]),
  };
}

/** Undefined, and nothing done, where an operation threw. */
function carryOutAll(db: Db, requests: Request[]): Answers | undefined {
  db.exec('BEGIN IMMEDIATE');
  let outputs: unknown[];
  try {
    outputs = requests.map((request) => operate(db, request));
  } catch {
    rollBack(db);
    return undefined;
  }
  db.exec('COMMIT');
  return { outputs };
}

function carryOutEach(db: Db, requests: Request[]): Answers {
  db.exec('BEGIN IMMEDIATE');
  const carryOutOne = (request: Request) => {
    db.exec('SAVEPOINT one');
    const output = operate(db, request);
    db.exec('RELEASE one');
    return output;
  };
  const answers = each(requests, carryOutOne, () => {
    db.exec('ROLLBACK TO one');
    db.exec('RELEASE one');
  });
  db.exec('COMMIT');
  return answers;
}

/**
 * What throws fails for itself, after it was undone. Where that can't be (a full disk has SQLite undo all that came with
 * it), this throws the same.
 */
export function each(requests: Request[], work: (request: Request) => unknown, undo = () => {}): Answers {
  const bugs: Bug[] = [];
  const outputs = requests.map((request, index) => {
    try {
      return work(request);
    } catch (error) {
      try {
        undo();
      } catch {
        throw error;
      }
      bugs.push([index, error instanceof Error ? (error.stack ?? error.message) : String(error)]);
      return undefined;
    }
  });
  return { outputs, bugs };
}

export const operate = (db: Db, [name, input]: Request): unknown => (operations[name] as (db: Db, input: unknown) => unknown)(db, input);
