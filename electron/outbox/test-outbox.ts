import { afterEach, beforeEach, expect } from 'vitest';
import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Run } from '../../shared/run.ts';
import type { CardChange, TemplateCard } from '../../shared/template-card.ts';
import type { SendOptions, SentMessage, SentPicture } from '../platforms/platform-client.ts';
import type { AnswerRecord, CardSending } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { createOutbox, type Outbox } from './outbox.ts';

/** An outbox with a real store, a platform that is played, and a time that passes where a test says so. */
interface TestOutbox {
  store: Store;
  outbox: Outbox;
  /** What the platform has taken. */
  taken: { to: string; text: string; key: string | undefined }[];
  /** What the platform answers. */
  answer: (to: string, text: string) => Result<SentMessage> | Promise<Result<SentMessage>>;
  now: number;
  /** A test that expects some takes them out. */
  bugs: unknown[];
  /** What the store and the client do instead, for a while. */
  refuses: (name: string) => boolean;
  openClient: () => void;
  /** How many have been queued. */
  messages: number;
}

let dir: string;
let timers: { at: number; callback: () => void }[];

/** As the test at hand has it. */
export const here = { messages: 0 } as TestOutbox;

/** Each test of the file gets an outbox of its own, and must leave no bug behind. */
export function withTestOutbox(): void {
  beforeEach(async () => {
    dir = testFolder();
    timers = [];
    Object.assign(here, {
      now: 1_700_000_000_000,
      taken: [],
      bugs: [],
      answer: () => ok({}),
      refuses: () => false,
      openClient: () => undefined,
    });
    await start();
  });
  afterEach(async () => {
    await here.outbox.close();
    expect(here.bugs).toEqual([]);
  });
}

/** Opens the outbox, after a start of the program as well. */
export async function start(): Promise<void> {
  here.store = await openTestStore(dir);
  here.outbox = createOutbox({
    store: {
      ...here.store,
      do: (name, ...input) => (here.refuses(name) ? Promise.reject(new Error(`no ${name}`)) : here.store.do(name, ...input)),
    },
    async client(account) {
      here.openClient();
      if (account === 'gone') return err(failure('accounts/unknown', { id: account }));
      return ok({ sendText, sendPicture, sendCard, sendMenu, updateCard, swallowsRepeatsMs: account === 'oa' ? 0 : 14_400_000 });
    },
    timing: { now: () => here.now, after, random: () => 0.5 },
    onChanged: () => undefined,
    onBug: (error) => here.bugs.push(error),
  });
}

async function sendText(to: string, text: string, { dedupeKey }: SendOptions): Promise<Result<SentMessage>> {
  const result = await here.answer(to, text);
  if (result.ok) here.taken.push({ to, text, key: dedupeKey });
  return result;
}

/** A picture is taken as what its bytes spell. */
async function sendPicture(to: string, { type, bytes }: SentPicture, options: SendOptions): Promise<Result<SentMessage>> {
  return sendText(to, `${type} ${bytes.toString('latin1')}`, options);
}

/** A card is taken as its title. */
async function sendCard(to: string, card: TemplateCard, options: SendOptions): Promise<Result<SentMessage>> {
  const sent = await sendText(to, `card ${card.main_title.title}`, options);
  return sent.ok ? ok({ responseCode: 'code-1' }) : sent;
}

/** A menu to choose from is taken as its entries. */
async function sendMenu(to: string, { list }: ChoiceMenu, options: SendOptions): Promise<Result<SentMessage>> {
  return sendText(to, `menu ${list.map(({ content }) => content).join()}`, options);
}

/** A changed card is taken as what it becomes. */
async function updateCard(to: readonly string[], responseCode: string, change: CardChange): Promise<Result<null>> {
  const sent = await sendText(to.join(), `${responseCode} ${JSON.stringify(change)}`, { onLimit: 'fail' });
  return sent.ok ? ok(null) : sent;
}

function after(ms: number, callback: () => void): () => void {
  const timer = { at: here.now + ms, callback };
  timers.push(timer);
  return () => {
    timers = timers.filter((other) => other !== timer);
  };
}

/** Lets time pass, with all that was to happen in it. */
export async function pass(ms: number): Promise<void> {
  const end = here.now + ms;
  for (;;) {
    await settled();
    const next = timers.toSorted((one, other) => one.at - other.at)[0];
    if (!next || next.at > end) break;
    timers = timers.filter((other) => other !== next);
    here.now = Math.max(here.now, next.at);
    next.callback();
  }
  here.now = end;
}

/** The clock on the wall is put right; timers take no notice. */
export function setClock(byMs: number): void {
  here.now += byMs;
  for (const timer of timers) timer.at += byMs;
}

/** Everything that is due has been tried. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    // Pictures are read by a thread of their own.
    await Promise.all([here.store.do('outbox.heads', { limit: 1 }), here.store.do('runs.picture', { id: '' })]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A message of this person has come in, and its command gives these answers. Gives back their ids. */
async function answered(person: string, account: string, answers: (key: string) => AnswerRecord[]): Promise<string[]> {
  const key = `k${here.messages++}`;
  const { id } = await here.store.do('messages.receive', {
    ...{ account, at: here.now, dedupeKey: key, type: 'text', person, xml: '', raw: '', message: '{}', state: 'received', request: '{}' },
  });
  const outcome = { id, state: 'done', ms: 1, timing: '', answers: answers(key) } as const;
  return (await here.store.do('messages.finish', outcome)).answerIds;
}

/** An answer to a message of this person is queued. Gives back its id. */
export async function queue(person: string, text: string, account = 'corp', state: 'queued' | 'late' = 'queued'): Promise<string> {
  const [id = ''] = await answered(person, account, (key) => [{ key, at: here.now, type: 'text', text, xml: '', raw: '', state }]);
  return id;
}

/** An answer with a picture is queued, as the pipeline does it. Gives back the ids of its text and of its picture. */
export async function queueWithPicture(person: string, text: string, picture: string | undefined): Promise<string[]> {
  const run: Run = {
    ...{ id: `run-${here.messages}`, at: here.now, origin: 'chat', command: 'screenshot', line: '' },
    ...{ danger: 'read', targets: [], state: 'done' },
  };
  const base64 = picture && Buffer.from(picture, 'latin1').toString('base64');
  await here.store.do('runs.put', { run, trail: [], ...(base64 && { picture: { type: 'image/png', base64 } }) });
  const shared = { at: here.now, xml: '', raw: '', state: 'queued' } as const;
  return answered(person, 'corp', (key) => [
    { ...shared, key: `${key} text`, type: 'text', text },
    { ...shared, key: `${key} picture`, type: 'image', text: '', picture: run.id },
  ]);
}

export const card: TemplateCard = { card_type: 'button_interaction', task_id: 't', main_title: { title: '确认执行' }, button_list: [] };

/** A card is queued, or what it becomes, as the pipeline does it. */
export async function queueCard(person: string, sending: CardSending): Promise<string> {
  const record = { at: here.now, type: 'template_card', text: '确认执行', xml: '', raw: '', state: 'queued', card: sending } as const;
  const [id = ''] = await answered(person, 'corp', (key) => [{ ...record, key }]);
  return id;
}

export const stateOf = async (id: string) => (await here.store.do('messages.get', { id }))?.state;

/** Its type, its state and its text, as the log has them. */
export const kept = async (id: string) => {
  const row = await here.store.do('messages.get', { id });
  return row && [row.type, row.state, row.answer];
};
