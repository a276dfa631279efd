import { z } from 'zod';
import { type FailureCode, failure, translateFailure } from '../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import { fold } from '../../control/targets/fold.ts';
import { refusedNews } from '../card-news.ts';
import { lockedOut } from '../code-attempts.ts';
import { type Answer, type CommandContext, defineCommand } from '../command.ts';
import { confirmCard, untilText } from '../confirm-card.ts';
import type { Confirmed, Ending, Over, Pending } from '../confirmations.ts';
import { foldCode } from '../fold-word.ts';
import type { PlannedCommand } from '../plan.ts';
import { decide, operatorOf } from '../policy.ts';
import { failureText, textOf } from '../run.ts';
import { stillAllowed } from '../still-allowed.ts';
import { AlarmNumber, acknowledge, openNumber } from './ack.ts';
import { runningLines } from './stop.ts';

const Code = z
  .string()
  .overwrite(foldCode)
  .regex(/^\d{4}$/);

/** What somebody learns who says yes too late, or a second time. */
const overCodes: Record<Ending, FailureCode> = {
  confirmed: 'command/confirm-done',
  cancelled: 'command/confirm-cancelled',
  expired: 'command/confirm-expired',
  replaced: 'command/confirm-replaced',
};

/**
 * Says yes to a dangerous command that waits for it. In Chinese the same word acknowledges an incident: `确认 12` means that
 * one where it is open and no command waits for that code.
 */
export const confirm = defineCommand({
  name: 'confirm',
  aliases: ['确认', '確認', 'yes', 'y'],
  summary: { 'zh-CN': '确认等待中的操作，或认领故障', en: 'say yes to what waits for it, or acknowledge an incident' },
  parameters: z.object({ code: z.union([Code, AlarmNumber]) }),
  usage: { 'zh-CN': '<四位验证码|故障编号|全部>', en: '<four digits|incident|all>' },
  takesCode: true,
  answersByCode: true,
  givesWord: true,
  takesNoPlace: true,
  danger: 'read',
  async run({ code }, context) {
    const { confirmations, asker, medium } = context;
    if (meansAlarm(code, context)) return acknowledgeInstead(code, context);
    const judge = (pending: Pending<PlannedCommand>, isOwn: boolean) => judged(pending, isOwn, context);
    const confirmed = confirmations.confirm(asker, code, { isGuess: medium !== 'card', judge });
    switch (confirmed.kind) {
      case 'locked':
        return refuseWith(lockedOut(confirmed.seconds, context.language), context);
      case 'unknown':
        if (medium === 'card') return refuse('command/confirm-gone', context);
        return refuse('command/confirm-unknown', context, undefined, { left: String(confirmed.left) });
      case 'own':
        return needsAnother(confirmed.pending, context);
      case 'refused':
        return refuseWith(confirmed.reason, context, confirmed.pending);
      case 'over':
        return tooLate(confirmed, context);
      case 'confirmed':
        return carryOut(confirmed, context);
    }
  },
});

/** A code that waits comes first; a number that is no open incident's is a wrong code like any other. */
function meansAlarm(word: string, context: CommandContext): boolean {
  const isCode = Code.safeParse(word).success;
  if (isCode && context.confirmations.knows(context.asker, word)) return false;
  return !isCode || openNumber(word, context) !== undefined;
}

/** Whoever may acknowledge may do it with this word too. */
async function acknowledgeInstead(word: string, context: CommandContext): Promise<Result<string>> {
  const { asker, rule, access, now, language } = context;
  const decision = decide(asker, { command: 'ack', danger: 'read', targets: [], at: now() }, rule, access());
  return decision.kind === 'allowed' ? acknowledge(word, context) : err(failure(`command/${decision.kind}`, {}, language));
}

/** Takes back what waits for a yes. */
export const cancel = defineCommand({
  name: 'cancel',
  aliases: ['取消', 'no', 'n'],
  summary: { 'zh-CN': '取消等待确认的操作', en: 'take back what waits for a yes' },
  parameters: z.object({ code: Code.optional() }),
  usage: { 'zh-CN': '[四位验证码]', en: '[four digits]' },
  takesCode: true,
  answersByCode: true,
  takesNoPlace: true,
  danger: 'read',
  async run({ code }, context) {
    const { confirmations, asker, language, tellCard } = context;
    const cancelled = confirmations.cancel(asker, code);
    if (cancelled.kind === 'over') return tooLate(cancelled, context);
    const wasAsked = code === undefined && context.stopAsking();
    const [yes, nothing] = language === 'en' ? ['Cancelled.', 'Nothing was waiting.'] : ['已取消。', '没有等待确认的操作。'];
    if (cancelled.kind === 'cancelled') tellCard({ label: decided('cancelled', context), isAll: true });
    else if (context.medium === 'card') return refuse('command/confirm-gone', context);
    if (cancelled.kind === 'cancelled' || wasAsked) return ok(yes);
    const running = context.underWay.of(asker);
    return ok(running.length === 0 ? nothing : `${nothing}\n${runningLines(running, context)}`);
  },
});

/**
 * Whoever says yes for somebody else has to have the right as well, and whoever asked must have it still; they may have to find
 * somebody else by now: at this hour, or since a role or a server was changed.
 */
function judged(pending: Pending<PlannedCommand>, isOwn: boolean, context: CommandContext) {
  const { plan, asker, rule } = pending;
  const told = { ...plan, language: context.language };
  const both = [stillAllowed(told, context, context), stillAllowed(told, { asker, rule }, context)] as const;
  const refused = both.find(({ ok: may }) => !may);
  const [, theirs] = both;
  const reason = refused && !refused.ok ? refused.error : isOwn ? undefined : sameName(pending, context);
  return { needsSecond: theirs.ok && theirs.value.confirm === 'second', ...(reason && { reason }) };
}

/** Accounts know nothing of each other's people: who is called the same on the People page may be one human with two of them. */
function sameName(other: Pending<PlannedCommand>, { asker, rule, access, language }: CommandContext): Failure | undefined {
  const { operators } = access();
  const name = operatorOf(asker, rule, operators)?.name ?? '';
  const theirs = operatorOf(other.asker, other.rule, operators)?.name ?? '';
  if (name === '' || foldName(name) !== foldName(theirs)) return undefined;
  return failure('command/confirm-same-name', { name }, language);
}

/** Where a second person said yes, whoever asked hears of it too. */
async function carryOut(
  { pending, isOwn }: Extract<Confirmed<PlannedCommand>, { kind: 'confirmed' }>,
  context: CommandContext,
): Promise<Result<Answer>> {
  context.tellCard({ label: decided('confirmed', context), isAll: false });
  const result = await context.runConfirmed(pending.plan, { ...pending, isOwn });
  if (!isOwn) await tellWhoAsked(pending, result, context);
  return result;
}

async function tellWhoAsked({ asker, plan, code, until }: Pending<PlannedCommand>, result: Result<Answer>, context: CommandContext) {
  if (asker.origin === 'console') return;
  const text = result.ok ? textOf(result.value) : failureText(translateFailure(result.error, plan.language));
  const whole = `${decided('confirmed', { ...context, language: plan.language })}\n${text}`;
  await context.tell(asker, context.more.firstPart(asker, whole, plan.language), `confirmed ${code} ${until}`);
}

/** Both say how long it is good by now; their card has no room for the code, so the chat says that. */
function needsAnother(pending: Pending<PlannedCommand>, { now, language, tellCard }: CommandContext): Result<never> {
  const { code, until } = pending;
  const seconds = String(Math.ceil((until - now()) / 1000));
  const reason = failure('command/confirm-own', { code, seconds }, language);
  tellCard({ ...refusedNews(reason, language), reason: { text: untilText(pending), on: confirmCard(pending) }, isAll: false });
  return err(reason);
}

/** As names are typed: with spaces or without. */
const foldName = (name: string) => fold(name).replaceAll(' ', '');

/** Nothing is done; the card says once more what was decided, or why that can't be any more. */
function tooLate({ how, pending }: Over<PlannedCommand>, context: CommandContext): Result<never> {
  if (how !== 'confirmed' && how !== 'cancelled') return refuse(overCodes[how], context, pending);
  context.tellCard({ label: decided(how, context), isAll: true });
  return err(failure(overCodes[how], {}, context.language));
}

function refuse(
  code: FailureCode,
  context: CommandContext,
  pending?: Pending<PlannedCommand>,
  params: Record<string, string> = {},
): Result<never> {
  return refuseWith(failure(code, params, context.language), context, pending);
}

function refuseWith(reason: Failure, { language, tellCard }: CommandContext, pending?: Pending<PlannedCommand>): Result<never> {
  tellCard(refusedNews(reason, language, pending && confirmCard(pending)));
  return err(reason);
}

/** What was decided and by whom, under the name that the console knows. */
function decided(what: 'confirmed' | 'cancelled', { asker, rule, access, language }: CommandContext): string {
  const [zh, en] = what === 'confirmed' ? ['已确认', 'Confirmed'] : ['已取消', 'Cancelled'];
  const word = language === 'en' ? en : zh;
  if (asker.origin === 'console') return word;
  return `${word} · ${operatorOf(asker, rule, access().operators)?.name || asker.person}`;
}
