import { join } from 'node:path';
import { failure } from '../shared/failures.ts';
import type { Failure, Result } from '../shared/result.ts';
import { err, ok } from '../shared/result.ts';
import type { CallTable } from './calls/call-table.ts';
import { createCalls } from './calls/calls.ts';
import type { EventHub } from './events.ts';
import type { Download } from './inspector/export/exports.ts';
import type { MessageLog } from './message-log.ts';
import { openChatRooms } from './rooms/chat-rooms.ts';
import { closeRooms, type OpenRooms } from './rooms/close-rooms.ts';
import { openCoreRooms } from './rooms/core-rooms.ts';
import type { GatewayOptions } from './rooms/gateway-options.ts';
import type { LaterRooms } from './rooms/later-rooms.ts';
import { openServerRooms } from './rooms/server-rooms.ts';
import { openStore, type Store } from './store/store.ts';
import { StoreError, storeFailure } from './store/store-error.ts';

/** All that runs in Node, started. */
export interface Gateway {
  calls: CallTable;
  events: Pick<EventHub, 'listen'>;
  /** Gets the rows of the log that are new or have changed, at a glance. The returned function ends that. */
  onRows: MessageLog['onRows'];
  /** The export that a browser may fetch with this ticket. */
  download(ticket: string): Download | undefined;
  /** Where the callbacks are received, or why they aren't. */
  listener: Result<{ url: string }>;
  /** Resolves where it can't go on, and only a new start helps. */
  failed: Promise<Failure>;
  /**
   * Takes up what the last end of the program left behind: commands that waited, and answers that were not sent. To be called
   * once nothing can keep the program from starting any more, because what runs then must not be cut off by that.
   */
  resume(): void;
  /** Finishes what runs, then closes everything. Rejects where some of it failed in that; the rest is closed all the same. */
  stop(): Promise<void>;
}

/**
 * Builds the rooms and starts them in order. Fails where nothing works without it (the store); a listener that can't
 * be opened is shown instead, so that the admin can mend it. Never rejects.
 */
export async function startGateway(options: GatewayOptions): Promise<Result<Gateway>> {
  const file = join(options.configuration.dataDir, 'weiguan.db');
  const opened = await openStore(file, options.storeWorker);
  if (!opened.ok) return opened;
  const open: OpenRooms & LaterRooms = { stopping: new AbortController(), store: opened.value };
  try {
    return ok(await openRooms(options, opened.value, open));
  } catch (error) {
    // why no warning: what the admin has to know is said by whoever has started this, and the stack is for the log alone
    options.log.info({ err: error }, 'the start failed');
    for (const again of await closeRooms(open)) options.log.info({ err: again }, 'bug');
    options.log.flush();
    return err(startFailure(error, file));
  }
}

/** Why nothing could be started: the store refused, or there is a bug. */
export function startFailure(error: unknown, file = ''): Failure {
  const [reason = ''] = (error instanceof Error ? error.message : String(error)).replace(/^\w*Error: /, '').split('\n');
  return error instanceof StoreError ? storeFailure(file, reason) : failure('gateway/no-start', { reason });
}

/** @param open gets each room as soon as it is open, for where one of the next can't be opened */
async function openRooms(options: GatewayOptions, rawStore: Store, open: OpenRooms & LaterRooms): Promise<Gateway> {
  const core = await openCoreRooms(options, rawStore, open);
  const servers = await openServerRooms(options, core, open);
  const chat = await openChatRooms(options, core, servers, open);
  const { events, messages, kept, log, upkeep, onBug } = core;
  const { control, commands, address } = servers;
  const { callback, inspection, outbox } = chat;

  return {
    calls: createCalls({
      ...{ ...core, ...servers, ...chat, ...inspection, ...control },
      clipboard: options.clipboard !== undefined,
      pushUrl: () => `${address().url}/push`,
    }),
    events,
    onRows: messages.onRows,
    download: inspection.exports.download,
    listener: callback.listener,
    failed: rawStore.failed,
    resume() {
      const problem = kept.problem();
      if (problem) log.warn({ code: problem.code, names: problem.params?.names }, problem.message);
      upkeep.retention.start();
      callback.resume();
      void commands.tellOfConsole().catch(onBug);
      outbox.nudge();
    },
    async stop() {
      const errors = await closeRooms(open);
      log.flush();
      if (errors.length > 0) throw new AggregateError(errors, 'not all could be closed in order');
    },
  };
}
