import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { ok } from '../../shared/result.ts';
import { builtInRoles } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import type { CommandDesk } from '../commands/desk.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import { failureText } from '../commands/run.ts';
import { fleetOf, openTestDesk } from '../commands/test-desk.ts';
import type { Driver } from '../control/driver.ts';
import type { CallbackAccount } from './accounts.ts';
import { type CommandTurns, createCommandTurns } from './command-turns.ts';
import { startStopwatch } from './exchange.ts';

const asker = { origin: 'chat', account: 'corp', person: 'zhangsan' } as const;
const from: CallbackAccount = {
  account: {
    ...{ id: 'corp', platform: 'wecom', name: 'corp', receiverId: 'ww1', mode: 'safe', apiBase: '' },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
  },
  candidates: [],
  access: {},
};

let desk: CommandDesk;
let turns: CommandTurns;
let held: boolean;
/** Unix time in ms. */
let now: number;
let pressed: string[];
/** Lets one of the commands that never end come to its end. */
let endOne: () => void;

beforeEach(() => {
  held = false;
  now = 1_000;
  pressed = [];
  const gates: (() => void)[] = [];
  endOne = () => gates.shift()?.();
  const board: Driver = {
    kind: 'ipmi',
    power: {
      async act(how) {
        pressed.push(how);
        return ok(null);
      },
      state: async () => ok('off'),
    },
    tryIt: async () => ok({ ms: 1, found: 'board' }),
    close: async () => undefined,
  };
  const fleet = fleetOf([Target.parse({ id: 'web-01', name: 'web-01', ipmi: { host: '127.0.0.1', user: 'admin' } })]);
  desk = openTestDesk(
    {
      hostName: 'here',
      async read() {
        await new Promise<void>((resolve) => gates.push(resolve));
        return {
          host: 'here',
          system: 'x',
          uptimeSeconds: 1,
          cores: 1,
          cpuPercent: 1,
          memory: { used: 1, total: 2 },
          disks: [],
          processes: [],
        };
      },
    },
    {
      fleet: { ...fleet, drivers: async () => ok([board]) },
      access: () => ({ roles: builtInRoles, operators: [{ account: 'corp', person: 'zhangsan', name: '', role: 'admin' }], held }),
      holding: {
        isHeld: () => held,
        async set(value) {
          held = value;
        },
      },
    },
  );
  const signal = new AbortController().signal;
  turns = createCommandTurns({ commands: desk, clock: { now: () => now }, signal, onRunning: () => undefined, begin: async () => true });
});

function planned(line: string): PlannedCommand {
  return must(desk.plan(line, asker, {}, 'zh-CN'));
}

const clock = { now: () => now, elapsed: () => 0 };
const by = { asker, from, exchange: { at: 1_000, stopwatch: startStopwatch(clock) }, onRecording: () => undefined };

async function say(line: string): Promise<string> {
  const result = await turns.runInTurn('1', planned(line), by);
  if (result === 'not begun') return result;
  return result.ok ? result.value.text : failureText(result.error);
}

/** As many commands that never end as may run at the same time. */
function fill(): void {
  for (let count = 0; count < limits.commandsAtOnce; count++) {
    const endless = planned('状态');
    const leave = turns.tryEnter(endless);
    if (!leave) throw new Error('there is room for fewer');
    void turns.runNow('1', endless, by).finally(leave);
  }
  expect(turns.tryEnter(planned('状态'))).toBeUndefined();
}

test('the brake works at once however many commands run', async () => {
  fill();
  expect(turns.tryEnter(planned('冻结'))).toBeDefined();
  expect(await say('冻结')).toContain('已暂停所有操作');
  expect(held).toBe(true);
});

test('so do a no, a code and the help', async () => {
  fill();
  expect(await say('取消')).toBe('没有等待确认的操作。');
  expect(await say('绑定 123456')).toContain('绑定码不对');
  expect(await say('帮助')).toContain('可用命令');
  expect(await say('我是谁')).toContain('zhangsan');
});

/** Says yes to something dangerous while there is no room: gives back what comes of it. */
async function confirmWithoutRoom(): Promise<Promise<string>[]> {
  const code = /确认 (\d{4})/.exec(await say('强制关机 web-01'))?.[1] ?? '';
  fill();
  const confirmed = say(`确认 ${code}`);
  expect(await say(`确认 ${code}`)).toContain('已经确认过');
  return [confirmed];
}

test('a yes is taken at once; what it was said to runs when there is room', async () => {
  const [confirmed] = await confirmWithoutRoom();
  expect(pressed).toEqual([]);
  endOne();
  expect(await confirmed).toContain('已关机');
  expect(pressed).toEqual(['hard']);
});

test('what waits for room after its yes is not run where everything was put on hold in the meantime', async () => {
  const [confirmed] = await confirmWithoutRoom();
  await say('冻结');
  endOne();
  expect(await confirmed).toContain('已暂停所有操作');
  expect(pressed).toEqual([]);
});

describe('what waited for longer than anybody would', () => {
  const tooLong = limits.resumeWithinMs + 1;

  test('is not run when its turn comes at last (the computer slept), and its person is told', async () => {
    fill();
    const late = say('开机 web-01');
    await say('我是谁');
    now += tooLong;
    endOne();
    expect(await late).toContain('没有执行');
    expect(pressed).toEqual([]);
    expect(turns.tryEnter(planned('状态'))).toBeDefined();
  });

  test('nor is it after a yes', async () => {
    const [confirmed] = await confirmWithoutRoom();
    now += tooLong;
    endOne();
    expect(await confirmed).toContain('没有执行');
    expect(pressed).toEqual([]);
    expect(turns.tryEnter(planned('状态'))).toBeDefined();
  });
});
