import { z } from 'zod';
import { AccountId } from './account.ts';
import { call, out } from './api-call.ts';
import { ExportFormat, type ExportStart, type ExportState, RunExportFormat } from './export.ts';
import { isTimeZone } from './filter/time-values.ts';
import type { CurlCopy, HandReply, Holding, Rehearsal, ReplyOutlook } from './inspection.ts';
import { limits } from './limits.ts';
import type { MessageCount, MessageDetail, MessagePage, RowsChanged } from './message-log.ts';
import { RunFilter } from './run-filter.ts';
import { Period, type Statistics } from './statistics.ts';

const nothing = z.object({}).strict();
const xml = z.string().max(limits.documentChars).optional();
const id = z.string().regex(/^\d{1,19}$/, 'a message id');
const ids = z.array(id).min(1).max(limits.messagesPerPage);

/** A filter in the filter language (`filter/parse.ts`), and the reader's time zone for the dates in it (IANA name). */
const filtered = {
  filter: z.string().max(limits.filterChars).optional(),
  zone: z.string().max(64).refine(isTimeZone, 'a time zone').optional(),
};

/** The calls of the contract that are about the message log, exports and statistics. */
export const logApi = {
  /** Newest first; `before` is the `next` of the page before. What of the filter isn't understood stands in `problems`. */
  'messages.page': call(
    z.object({ limit: z.number().int().min(1).max(limits.messagesPerPage).default(100), before: id.optional(), ...filtered }),
    out<MessagePage>(),
  ),
  /** How many rows meet the filter, or how many of those before one, up to a bound. */
  'messages.count': call(z.object({ before: id.optional(), ...filtered }), out<MessageCount>()),
  'messages.get': call(z.object({ id }), out<MessageDetail>()),
  /** Writes to the person of a message: in its response where that still waits, else as an active message. `key` names the reply: asked for twice it is sent once. */
  'messages.reply': call(
    z.object({ id, text: z.string().trim().min(1).max(limits.handReplyChars), key: z.uuid() }).strict(),
    out<HandReply>(),
  ),
  /** What may be written to the person of a message, now. */
  'messages.outlook': call(z.object({ id }).strict(), out<ReplyOutlook>()),
  /**
   * Puts dead letters back into the outbox, those that were put aside only where that is said. Rows that aren't meant are left
   * out; so in the next two.
   */
  'messages.sendAgain': call(z.object({ ids, asideToo: z.boolean().default(false) }).strict(), out<RowsChanged>()),
  /** Puts dead letters aside: they needn't be sent any more, and are counted no longer. */
  'messages.putAside': call(z.object({ ids }).strict(), out<RowsChanged>()),
  /** Makes those that were put aside dead letters again. */
  'messages.takeBack': call(z.object({ ids }).strict(), out<RowsChanged>()),
  /** Tries a message that waits in the outbox at once, with all else that its account has waiting. */
  'messages.tryNow': call(z.object({ id }).strict(), out<null>()),
  /** What a stored message, or the XML given in its place, would do; nothing is touched. */
  'messages.rehearse': call(z.object({ id, xml }).strict(), out<Rehearsal>()),
  /**
   * Sends it through the pipeline once more, for real: commands run, and their answers are sent. Gives back the new row's id as
   * soon as it is stored. `key` names the replay: asked for twice it goes through once.
   */
  'messages.replay': call(z.object({ id, xml, key: z.uuid() }).strict(), out<{ id: string }>()),
  /** A curl command that delivers it to this listener again, signed afresh. */
  'messages.curl': call(z.object({ id }).strict(), out<CurlCopy>()),
  /** Whether messages of an account that run nothing wait a few seconds to be answered by hand. */
  'messages.hold': call(z.object({ account: AccountId, on: z.boolean() }).strict(), out<Holding>()),
  'messages.holding': call(nothing, out<Holding>()),
  /** Exports all messages that meet the filter: into a file that the system's dialog asks for, or as a download. */
  'exports.start': call(z.object({ format: ExportFormat, ...filtered }).strict(), out<ExportStart>()),
  /** Exports all runs that meet the filter, newest first. */
  'exports.startRuns': call(
    z.object({ format: RunExportFormat, filter: RunFilter.default({}), zone: filtered.zone }).strict(),
    out<ExportStart>(),
  ),
  /** Exports the audit trail, oldest record first, so that it can be verified elsewhere (`audit:verify --file`). */
  'exports.startTrail': call(z.object({ zone: filtered.zone }).strict(), out<ExportStart>()),
  'exports.cancel': call(z.object({ id: z.string().max(64) }).strict(), out<null>()),
  /** The last export since the gateway started. */
  'exports.last': call(nothing, out<ExportState | null>()),
  /** Adds up a period, which may take seconds; `id` names the question, for its progress and to cancel it. */
  'statistics.get': call(z.object({ id: z.uuid(), period: Period, ...filtered }).strict(), out<Statistics>()),
  'statistics.cancel': call(z.object({ id: z.uuid() }).strict(), out<null>()),
};
