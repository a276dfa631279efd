import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { limits } from '../../shared/limits.ts';
import type { Result } from '../../shared/result.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { TellCutOff } from '../commands/tell-cut-off.ts';
import type { MessageLog } from '../message-log.ts';
import { comesBack } from '../tunnel/supervisor.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import { type Listener, type ListenerOptions, openListener } from './listener.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { createRecovery } from './recovery.ts';

type OfPipeline = 'language' | 'commands' | 'signal' | 'canSendLater' | 'byHand' | 'isHeld' | 'onQueued' | 'cardAttempt' | 'onRunning';
type OfListener = 'host' | 'port' | 'store' | 'kept' | 'clock' | 'isOwn' | 'replayWindowSeconds' | 'answerPush' | 'statusPage' | 'onBug';

export interface CallbackRoomOptions extends Pick<PipelineOptions, OfPipeline>, Pick<ListenerOptions, OfListener> {
  accounts: Pick<Accounts, 'all' | 'callback' | 'silence' | 'verified' | 'opened'>;
  messages: Pick<MessageLog, 'added' | 'entered' | 'changed'>;
  /** Undefined until the listener is there, whose address it needs. */
  tunnel(): Pick<Tunnel, 'state' | 'answerProbe' | 'sawRequest'> | undefined;
  tellCutOff: TellCutOff;
  log: Logger;
}

/** What WeChat calls: the listener, and what happens to a message that comes in. */
export interface CallbackRoom {
  pipeline: Pipeline;
  /** Or why there is none. */
  listener: Result<Listener>;
  /** Takes up what the last end of the program left behind. */
  resume(): void;
  /** Once resumed: takes up what it could not before, because its account answered nobody. */
  accountsChanged(): void;
  /** Lets nobody new in, and what runs finish, but not for ever. */
  close(): Promise<void>;
}

/** What runs at the end gets this many ms to finish; the journal shows the rest as interrupted. */
const finishingMs = 5_500;

export async function openCallbackRoom(options: CallbackRoomOptions): Promise<CallbackRoom> {
  const { store, messages, log, onBug } = options;
  const pipeline = createPipeline({
    ...options,
    patience: { budgetMs: limits.answerBudgetMs, hangUpMs: limits.platformDeadlineMs + 500 },
    onAdded: messages.entered,
    onChanged: messages.changed,
    async onTemplateResult(result) {
      messages.changed((await store.do('templates.settle', result)).changed);
    },
  });
  const recover = await openRecovery(options, pipeline);
  const listener = await listen(options, pipeline);
  if (listener.ok) log.info({ url: listener.value.url }, 'listening for callbacks');
  else log.error({ code: listener.error.code, hint: listener.error.hint }, listener.error.message);
  let hasResumed = false;
  const takeUp = () => void recover().catch(onBug);
  return {
    ...{ pipeline, listener },
    resume() {
      hasResumed = true;
      takeUp();
    },
    accountsChanged() {
      if (hasResumed) takeUp();
    },
    async close() {
      if (listener.ok) await listener.value.close();
      await Promise.race([pipeline.idle(), setTimeout(finishingMs, undefined, { ref: false })]);
    },
  };
}

/** Reads what is unfinished, before anything new can come in. */
async function openRecovery(options: CallbackRoomOptions, pipeline: Pipeline) {
  const { store, clock, signal, accounts, log, tellCutOff, onBug } = options;
  const leftBehind = await store.do('messages.unfinished');
  const isHere = (id: string) => accounts.all().some((account) => account.id === id);
  const away = new Set((await store.do('accounts.ids')).filter((id) => !isHere(id)));
  const exists = (id: string) => isHere(id) || away.has(id);
  return createRecovery(
    { ...{ store, pipeline, clock, signal, exists, tellCutOff, onBug }, account: accounts.callback },
    leftBehind,
    (found) => log.warn(found, 'commands had not ended when the program did last time'),
  );
}

function listen(options: CallbackRoomOptions, pipeline: Pipeline): Promise<Result<Listener>> {
  const { store, accounts, messages, tunnel, signal, onBug } = options;
  return openListener({
    ...options,
    pipeline,
    answerProbe: (query) => tunnel()?.answerProbe(query),
    sawRequest: () => tunnel()?.sawRequest(),
    account: accounts.callback,
    accounts: () => accounts.all().flatMap(({ id }) => accounts.callback(id) ?? []),
    onVerification(verification, used) {
      const { publicUrl } = tunnel()?.state() ?? {};
      void accounts.verified({ ...verification, ...(publicUrl !== undefined && { publicUrl }) }, used).catch(onBug);
    },
    onOpened: (id, { age, texts }) => void accounts.opened(id, age, texts).catch(onBug),
    silence: accounts.silence,
    wayMs() {
      const { probe } = tunnel()?.state() ?? {};
      return probe && comesBack(probe) ? probe.ms : undefined;
    },
    health: () => ({ ok: store.healthy() && !signal.aborted }),
    stopping: () => signal.aborted,
    onAdded: messages.added,
  });
}
