import type { OperationInput, OperationName, OperationOutput } from '../store/operations.ts';
import type { AnswerChange, AnswerRecord, Arrival, ArrivalReceipt, Outcome } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { parseMessage } from '../wechat/messages.ts';
import { createAnswerMemory } from './redacted-answers.ts';
import { redactAnswer, redactContent, redactFailure, withholdRefused } from './redacted-records.ts';
import type { Redactor } from './redactor.ts';

export interface RedactingOptions {
  store: Store;
  /** The rules in force; undefined where none is. */
  redactor(): Redactor | undefined;
  /** Something that was on disk in the clear (a queued answer) was redacted: traces of it are to be cleared away. */
  onRewritten(): void;
}

/** An answer as it was made: what is sent must be that, whatever is kept. */
interface Original {
  account: string;
  text: string;
  xml: string;
  raw: string;
}

/** So many originals are remembered, for redeliveries of the last seconds. They are never on disk. */
const originalsKept = 500;

/** What was written is read from the XML; of what was redacted it is kept beside it. */
function whole(arrival: Arrival): Arrival & { message: string } {
  if (arrival.message !== undefined) return { ...arrival, message: arrival.message };
  const message = parseMessage(arrival.xml);
  if (!message.ok) throw new Error(`an arrival that can't be read: ${message.error.code}`);
  return { ...arrival, message: JSON.stringify(message.value) };
}

/** All texts of an outcome are the parts of one. */
const isPart = ({ type }: AnswerRecord) => type === 'text';
const textOf = ({ text }: AnswerRecord) => text;

type Do = { [Name in OperationName]?: (input: OperationInput<Name>) => Promise<OperationOutput<Name>> };

/**
 * The store, with everything redacted on its way in. All rooms that write messages have this one, so that none can
 * forget it; where no rule is on it does nothing.
 *
 * What is sent to people is never changed: an answer that still has to be sent is kept in the clear until then.
 */
export function redactingStore({ store, redactor, onRewritten }: RedactingOptions): Store {
  const originals = new Map<string, Original>();
  const memory = createAnswerMemory();

  function remember(id: string, original: Original): void {
    originals.set(id, original);
    for (const oldest of originals.keys()) {
      if (originals.size <= originalsKept) break;
      originals.delete(oldest);
    }
  }

  const byAccount = (rules: Redactor, account: string) => (texts: readonly string[]) => rules.redact(account, texts);

  /** A redelivery is answered with what was sent then, not with what is kept of it; after a restart with nothing. */
  function withOriginal(receipt: ArrivalReceipt): ArrivalReceipt {
    if (receipt.fresh || !receipt.answer) return receipt;
    const { answer } = receipt;
    const original = originals.get(answer.id);
    return original ? { ...receipt, answer: { ...answer, text: original.text, raw: original.raw } } : receipt;
  }

  const receive = async (arrival: Arrival) => withOriginal(await store.do('messages.receive', arrival));

  async function accountOf(id: string): Promise<string> {
    return (await store.do('messages.get', { id }))?.account ?? '';
  }

  async function finish(rules: Redactor, outcome: Outcome): Promise<{ answerIds: string[] }> {
    const account = await accountOf(outcome.id);
    if (!rules.concerns(account)) return store.do('messages.finish', outcome);
    const redact = memory.repeating(outcome.id, byAccount(rules, account));
    const parts = outcome.answers.filter(isPart);
    const ofParts = memory.ofParts(rules, account, outcome.id, parts.map(textOf));
    const redacted: number[] = [];
    const answers = outcome.answers.map((answer, index) => {
      const kept = answer.state === 'sent' ? redactAnswer(answer, ofParts[parts.indexOf(answer)] ?? redact) : undefined;
      if (kept) redacted.push(index);
      return kept ?? answer;
    });
    const failure = outcome.failure && redactFailure(outcome.failure, redact);
    const written = await store.do('redaction.finish', { outcome: { ...outcome, failure, answers }, redacted });
    const partIds = written.answerIds.filter((_, index) => parts.includes(outcome.answers[index] as AnswerRecord));
    memory.answered(outcome.id, partIds, parts.map(textOf));
    for (const index of redacted) {
      const id = written.answerIds[index];
      const answer = outcome.answers[index];
      if (id !== undefined && answer) remember(id, { account, text: answer.text, xml: answer.xml, raw: answer.raw });
    }
    return written;
  }

  /** An answer leaves (and is redacted), or is to be sent later after all (and is itself again). */
  async function setAnswer(rules: Redactor | undefined, change: AnswerChange): Promise<{ changed: boolean }> {
    const before = await store.do('redaction.answerText', { id: change.id });
    const original = originals.get(change.id);
    if (!before) return store.do('messages.setAnswer', change);
    const now = { ...(original ?? before), xml: change.xml ?? original?.xml ?? before.xml, raw: change.raw ?? original?.raw ?? before.raw };
    const kept =
      change.state === 'sent' && rules ? redactAnswer(now, memory.ofAnswer(rules, before.account, change.id, now.text)) : undefined;
    if (!kept && !before.redacted) return store.do('messages.setAnswer', change);
    if (kept) remember(change.id, { account: before.account, text: now.text, xml: now.xml, raw: now.raw });
    const { text, xml, raw } = kept ?? now;
    // Asked for in one breath, so both are in one transaction.
    const [changed] = await Promise.all([
      store.do('messages.setAnswer', { ...change, xml, raw }),
      store.do('redaction.setAnswerText', { id: change.id, text, xml, raw, redacted: kept !== undefined }),
    ]);
    onRewritten();
    return changed;
  }

  /** What was taken by the platform needs to be known to the letter no longer. */
  async function sent(rules: Redactor, input: OperationInput<'outbox.sent'>): Promise<null> {
    const before = await store.do('redaction.answerText', { id: input.id });
    const kept = before && redactAnswer(before, memory.ofAnswer(rules, before.account, input.id, before.text));
    if (!kept) return store.do('outbox.sent', input);
    const { id, text, xml, raw } = kept;
    await Promise.all([store.do('outbox.sent', input), store.do('redaction.setAnswerText', { id, text, xml, raw, redacted: true })]);
    onRewritten();
    return null;
  }

  function ways(rules: Redactor): Do {
    return {
      async 'messages.receive'(arrival) {
        const { account } = arrival;
        if (!rules.concerns(account)) return receive(arrival);
        const came = whole(arrival);
        const kept = redactContent(came, byAccount(rules, account));
        if (!kept?.isAltered) return receive({ ...arrival, request: kept?.row.request ?? arrival.request });
        const receipt = await store.do('redaction.receive', kept.row);
        memory.received(rules, account, receipt.id, came.message);
        return withOriginal(receipt);
      },
      'messages.finish': (outcome) => finish(rules, outcome),
      async 'messages.addAnswer'({ id, answer }) {
        const account = answer.state === 'sent' ? await accountOf(id) : '';
        const kept = answer.state === 'sent' ? redactAnswer(answer, memory.repeating(id, byAccount(rules, account))) : undefined;
        const answerId = await store.do('messages.addAnswer', { id, answer: kept ?? answer });
        if (isPart(answer) && answer.state !== 'sent') memory.added(id, answerId, answer.key, answer.text);
        if (kept) {
          const { text, xml, raw } = kept;
          await store.do('redaction.setAnswerText', { id: answerId, text, xml, raw, redacted: true });
        }
        return answerId;
      },
      async 'messages.addActive'(message) {
        const id = await store.do('messages.addActive', message);
        memory.added(undefined, id, message.key, message.text);
        return id;
      },
      async 'messages.oldestLate'(who) {
        const late = await store.do('messages.oldestLate', who);
        if (late.answer) memory.fetched(late.answer.id, late.answer.text);
        return late;
      },
      'messages.setAnswer': (change) => setAnswer(rules, change),
      async 'messages.refuse'(refusal) {
        const { account } = refusal;
        if (!rules.concerns(account)) return store.do('messages.refuse', refusal);
        return store.do(
          'messages.refuse',
          withholdRefused(refusal, (texts) => rules.redact(account, texts, 'stranger')),
        );
      },
      'outbox.sent': (input) => sent(rules, input),
    };
  }

  let known: { rules: Redactor; ways: Do } | undefined;
  /** Rules may be switched off while answers are still remembered, or redacted rows asked for. */
  const after: Do = {
    'messages.setAnswer': (change) => setAnswer(undefined, change),
    'messages.receive': receive,
  };

  return {
    ...store,
    do(name, ...input) {
      const rules = redactor();
      if (!rules && !known) return store.do(name, ...input);
      if (rules && known?.rules !== rules) known = { rules, ways: ways(rules) };
      const way = (rules ? known?.ways : after)?.[name] as ((input: unknown) => Promise<never>) | undefined;
      return way ? way(input[0]) : store.do(name, ...input);
    },
  };
}
