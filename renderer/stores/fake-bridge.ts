import type { AccountView } from '../../shared/account-view.ts';
import type { CallInput, CallName, CallOutput, EventName, Events, WeiguanBridge } from '../../shared/api.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure, Result } from '../../shared/result.ts';

/** A call that waits for its answer. */
interface Waiting<Name extends CallName> {
  name: Name;
  input: CallInput<Name>;
  /** Resolves when whoever called has dealt with the answer. */
  answer(result: Result<CallOutput<Name>>): Promise<void>;
}

/** A gateway for the tests of stores: the test decides what is answered and when, what happens, and what is reached. */
export interface FakeBridge extends WeiguanBridge {
  /** The calls of one name that have no answer yet, oldest first. */
  waiting<Name extends CallName>(name: Name): Waiting<Name>[];
  /** Answers the oldest call of that name. */
  answer<Name extends CallName>(name: Name, result: Result<CallOutput<Name>>): Promise<void>;
  emit<Name extends EventName>(name: Name, event: Events[Name]): void;
  connect(connected: boolean): void;
  /** The program is about to end: resolves when all is saved. */
  end(): Promise<unknown>;
  /** How many listen to anything. */
  listeners(): number;
}

/** @param reached whether the gateway is reached from the beginning, as in Electron */
export function createFakeBridge(reached = true): FakeBridge {
  const calls: Waiting<CallName>[] = [];
  const events = new Set<{ name: EventName; listener: (event: never) => void }>();
  const connections = new Set<(connected: boolean) => void>();
  const saves = new Set<() => Promise<unknown>>();
  let connected = reached;
  const waiting = <Name extends CallName>(name: Name) => calls.filter((call) => call.name === name) as unknown as Waiting<Name>[];
  return {
    host: { kind: 'electron', os: 'linux' },
    call: (name, input) =>
      new Promise((resolve) => {
        const call = {
          name,
          input,
          async answer(result: Parameters<typeof resolve>[0]) {
            calls.splice(calls.indexOf(call as never), 1);
            resolve(result);
            for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
          },
        };
        calls.push(call as never);
      }),
    on(name, listener) {
      const entry = { name, listener };
      events.add(entry);
      return () => void events.delete(entry);
    },
    showLog: () => undefined,
    beforeEnd(save) {
      saves.add(save);
      return () => void saves.delete(save);
    },
    onConnection(listener) {
      connections.add(listener);
      listener(connected);
      return () => void connections.delete(listener);
    },
    waiting,
    answer(name, result) {
      const [oldest] = waiting(name);
      if (!oldest) throw new Error(`nobody has called ${name}`);
      return oldest.answer(result);
    },
    emit(name, event) {
      for (const entry of events) if (entry.name === name) entry.listener(event as never);
    },
    connect(now) {
      connected = now;
      for (const listener of connections) listener(now);
    },
    end: () => Promise.all([...saves].map((save) => save())),
    listeners: () => events.size + connections.size + saves.size,
  };
}

/** A failure of the gateway's. */
export const broken: Failure = { code: 'api/bug', message: 'Internal error', hint: 'Please report it with the log.' };

/** A row of the log; `id` alone is enough to tell rows apart. */
export function row(id: number | string, change: Partial<MessageItem> = {}): MessageItem {
  return {
    ...{ id: String(id), direction: 'in', account: 'ops', at: 0, type: 'text', person: 'zhangsan' },
    ...{ summary: '状态', xml: '', state: 'done', deliveries: 1 },
    ...change,
  };
}

/** Rows from `newest` down to `oldest`, as a page has them. */
export const rowsDown = (newest: number, oldest: number): MessageItem[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => row(newest - index));

export const idsOf = (rows: MessageItem[]): string[] => rows.map(({ id }) => id);

/** A WeCom account of the console's, complete. */
export function accountView(change: Partial<AccountView> = {}): AccountView {
  const { id = 'ops' } = change;
  return {
    ...{ id, platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002', mode: 'safe' },
    ...{ apiBase: 'https://qyapi.weixin.qq.com', wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
    ...{ callbackPath: `/callback/${id}`, secrets: {}, pending: {}, missing: [], verifications: [] },
    ...change,
  };
}
