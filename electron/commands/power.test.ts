import { describe, expect, test, vi } from 'vitest';
import { type FailureCode, failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import type { Driver, Presence, Shell } from '../control/driver.ts';
import type { Fleet } from '../control/fleet.ts';
import { isUnknown } from './reach.ts';
import { textOf } from './run.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

/** Nobody wants to wait for a machine here; a look takes a minute by the tests' clock. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

const login = { host: '10.0.0.5', user: 'root', auth: { by: 'agent' } };
const target = Target.parse({ id: 'web-01', name: 'web-01', ssh: login });
const way = { tryIt: async () => ok({ ms: 1, found: '' }), close: async () => undefined };

/** A system: how it answers to `shutdown`, and then to a knock at its door; the last answer stays. */
function system(answer: FailureCode | number, knocks: readonly Presence[] = []): Driver & { ran: string[] } {
  const ran: string[] = [];
  const left = [...knocks];
  const shell: Shell = {
    system: async () => ok('linux'),
    async run({ program, args }) {
      ran.push([program, ...args].join(' '));
      if (typeof answer === 'string') return err(failure(answer, { server: 'web-01', program: 'shutdown', reason: 'ECONNREFUSED' }));
      return ok({ code: answer, stdout: Buffer.alloc(0), stderr: answer === 0 ? '' : 'sudo: a password is required', cut: false });
    },
  };
  const presence = async () => (left.length > 1 ? left.shift() : left[0]) ?? 'unknown';
  return { ...way, kind: 'ssh', shell, ran, ...(knocks.length > 0 && { presence }) };
}

/** A VNC server that answers whatever the system does: a board's, or a hypervisor's. */
const screenOfBoard: Driver = { ...way, kind: 'vnc', presence: async () => 'up' };

/** A board that notes what is pressed, and whose power has this state. */
function board(
  power: 'on' | 'off',
  onPress: () => void = () => undefined,
  answer: Result<null> = ok(null),
): Driver & { pressed: string[] } {
  const pressed: string[] = [];
  const press = async (how: string) => {
    pressed.push(how);
    onPress();
    return answer;
  };
  return { ...way, kind: 'ipmi', pressed, power: { act: press, on: () => press('on'), state: async () => ok(power) } };
}

/** What the admin is told who gives these orders, one after another or at once. */
function deskOver(drivers: readonly Driver[], onOpen: () => void = () => undefined, lookMs: () => number = () => 60_000) {
  let clock = 0;
  const looked = drivers.map((driver) => {
    const { presence } = driver;
    const asked = async (signal: AbortSignal) => {
      clock += lookMs();
      return presence?.(signal) ?? 'unknown';
    };
    return presence ? { ...driver, presence: asked } : driver;
  });
  const open = async () => {
    onOpen();
    return ok(looked);
  };
  return deskThat(open, () => clock);
}

/** The same where the ways are opened so. The clock on the wall goes back meanwhile. */
function deskThat(open: Fleet['drivers'], elapsed: () => number) {
  const desk = openTestDesk(unasked, { fleet: { ...fleetOf([target]), drivers: open }, elapsed, pause, now: () => -elapsed() });
  return async (line: string, signal = new AbortController().signal, language: Language = 'zh-CN') => {
    const asker = { origin: 'console' } as const;
    const planned = must(desk.plan(line, asker, {}, language));
    // why: this is about what happens once it was confirmed
    const done = await desk.run({ ...planned, before: { kind: 'nothing' } }, { asker, rule: {}, signal });
    return done.ok ? textOf(done.value) : `${done.error.code}: ${done.error.message}${done.error.hint}`;
  };
}

describe('a machine that is asked to begin anew or to end', () => {
  test.each(['ssh/lost', 'shell/timeout'] as const)(
    'is waited for where its answer was cut off (%s), and no power is cut',
    async (code) => {
      const [ssh, bmc] = [system(code, ['up', 'down', 'up']), board('on')];
      expect(await deskOver([ssh, bmc])('重启 web-01')).toContain('已重启');
      expect(ssh.ran).toEqual(['shutdown -r now']);
      expect(bmc.pressed).toEqual([]);
      expect(await deskOver([system(code, ['up', 'down'])])('关机 web-01')).toContain('已关机');
    },
  );
  test.each(['ssh/lost', 'shell/timeout'] as const)(
    'is not said to have heard that where its answer was cut off (%s) and nothing can be looked at',
    async (code) => {
      const answer = await deskOver([system(code)])('关机 web-01');
      expect(answer).toMatch(code === 'ssh/lost' ? /^ssh\/lost: / : /^command\/overdue: /);
      expect(await deskOver([system(0)])('关机 web-01')).toBe('指令已发出，但没有办法确认结果。');
    },
  );
  test.each(['ssh/lost', 'shell/timeout'] as const)(
    'and stays on after its answer was cut off (%s) may not have heard it: what came of it is unknown, and it is to be looked at first',
    async (code) => {
      const answer = await deskOver([system(code, ['up'])])('关机 web-01');
      expect(answer).toMatch(/^command\/not-down-unanswered: .*仍在运行.*“状态 web-01”/);
      expect(answer).not.toContain('强制关机');
      expect(isUnknown(failure('command/not-down-unanswered', { target: 'web-01' }), { danger: 'danger' })).toBe(true);
      expect(await deskOver([system(0, ['up'])])('关机 web-01')).toContain('command/not-down:');
    },
  );
  test.each([
    ['refuses', system(1), '系统拒绝关机或重启：sudo: a password is required'],
    ['is out of reach', system('ssh/unreachable'), '连不上 web-01'],
    ['doesn’t let anybody in', system('ssh/timeout'), '没有应答'],
  ])('keeps its power where it %s, and the words that would cut it are told', async (_, ssh, why) => {
    const bmc = board('on');
    const answer = await deskOver([ssh, bmc])('重启 web-01');
    expect(answer).toContain('command/not-rebooted');
    expect(answer).toContain(why);
    expect(answer).toContain('硬重启 web-01');
    expect(bmc.pressed).toEqual([]);
  });
  test('has to have a system to ask, to reboot: a board alone would cut its power', async () => {
    const bmc = board('on');
    expect(await deskOver([bmc])('重启 web-01')).toContain('command/reboot-needs-ssh');
    expect(bmc.pressed).toEqual([]);
  });
  test.each([system(1), system('ssh/unreachable'), system('ssh/not-begun')])(
    'is asked to end by its board where it couldn’t be itself, gently',
    async (ssh) => {
      const bmc = board('off');
      expect(await deskOver([ssh, bmc])('关机 web-01')).toContain('已关机');
      expect(bmc.pressed).toEqual(['soft']);
    },
  );
  test('tells why where there is no board either', async () => {
    expect(await deskOver([system('ssh/unreachable')])('关机 web-01')).toContain('ssh/unreachable');
    expect(await deskOver([])('关机 web-01')).toContain('command/cannot');
  });
});

describe('a machine that refuses its door while it ends', () => {
  const times = (count: number, knock: Presence) => Array<Presence>(count).fill(knock);
  test('is off only when it is silent', async () => {
    const knocks = [...times(5, 'refused'), ...times(3, 'down')];
    const say = deskOver(
      [system(0, knocks)],
      () => undefined,
      () => 1_000,
    );
    expect(await say('关机 web-01')).toBe('已关机，用时 8 秒。');
  });
  test('and never falls silent is not told to be off', async () => {
    expect(await deskOver([system(0, ['refused'])])('关机 web-01')).toContain('没有办法确认结果');
  });
  test('has gone, where it is to come back', async () => {
    expect(await deskOver([system(0, ['refused', 'up'])])('重启 web-01')).toContain('已重启');
  });
});

test.each([
  ['zh-CN', '重启 web-01', '已重启，用时 52 秒。'],
  ['en', 'reboot web-01', 'Rebooted in 52 s.'],
  ['zh-CN', '硬重启 web-01', '已重启，用时 52 秒。'],
  ['en', 'power on web-01', 'Up after 12 s.'],
] as const)('how long it took is told of the whole of it (%s, %s)', async (language, line, told) => {
  const looks = line === 'power on web-01' ? [12_000] : [40_000, 12_000];
  const knocks: Presence[] = line === 'power on web-01' ? ['up'] : ['down', 'up'];
  const say = deskOver(
    [system(0, knocks), board('on')],
    () => undefined,
    () => looks.shift() ?? 0,
  );
  expect(await say(line, undefined, language)).toBe(told);
});

describe('that it is off', () => {
  test('is said after three silent looks, not after one', async () => {
    const ssh = system(0, ['down', 'up', 'down', 'down', 'up']);
    expect(await deskOver([ssh])('关机 web-01')).toContain('command/not-down');
    expect(await deskOver([system(0, ['up', 'down'])])('关机 web-01')).toContain('用时 240 秒');
  });
  test('is never said where nothing can be asked', async () => {
    for (const drivers of [[system(0)], [system(0, ['unknown'])]])
      expect(await deskOver(drivers)('关机 web-01')).toContain('没有办法确认结果');
    const wake: Driver = { ...way, kind: 'wake', power: { on: async () => ok(null) } };
    expect(await deskOver([wake])('电源 状态 web-01')).toContain('无法判断');
    expect(await deskOver([system(0, ['unknown'])])('电源 状态 web-01')).toContain('无法判断');
    expect(await deskOver([system(0, ['down'])])('电源 状态 web-01')).toContain('已关机或无法连接');
  });
});

describe('the wait for a machine', () => {
  test('is not cut short by this computer’s own sleep', async () => {
    const looks = [1_000, 600_000, 1_000];
    const say = deskOver(
      [system(0, ['down'])],
      () => undefined,
      () => looks.shift() ?? 0,
    );
    expect(await say('关机 web-01')).toBe('已关机，用时 602 秒。');
  });
  test('doesn’t end in the middle of the silent looks that mean it is off', async () => {
    expect(await deskOver([system(0, ['up', 'up', 'up', 'up', 'down'])])('关机 web-01')).toBe('已关机，用时 420 秒。');
  });
  test('looks at its system, not at a VNC server that answers without it', async () => {
    const say = (...knocks: Presence[]) => deskOver([screenOfBoard, system(0, knocks), board('on')]);
    expect(await say('up', 'down', 'up')('重启 web-01')).toContain('已重启');
    expect(await say('down', 'down', 'up')('开机 web-01')).toBe('已开机，用时 180 秒。');
    expect(await say('down')('硬重启 web-01')).toContain('command/not-up');
    expect(await deskOver([screenOfBoard, system(0, ['down'])])('关机 web-01')).toContain('已关机');
  });
});

describe('an order to a board that didn’t answer', () => {
  const unanswered = err(failure('control/ipmi-unanswered', { address: 'bmc:623' }));
  test('is watched, for it may have been carried out, and given once', async () => {
    const bmc = board('on', undefined, unanswered);
    expect(await deskOver([system(0, ['up', 'down', 'up']), bmc])('硬重启 web-01')).toContain('已重启');
    expect(bmc.pressed).toEqual(['reset']);
    expect(await deskOver([board('off', undefined, unanswered)])('强制关机 web-01')).toContain('已关机');
    expect(await deskOver([board('off', undefined, unanswered)])('关机 web-01')).toContain('已关机');
  });
  test('is unknown where nothing tells whether it was', async () => {
    const answer = await deskOver([board('on', undefined, unanswered)])('power reset web-01', undefined, 'en');
    expect(answer).toMatch(/^control\/ipmi-unanswered: .*Do not just send it again/);
    expect(answer).not.toContain('try again');
  });
});

test.each(['开机 web-01', '关机 web-01', '重启 web-01', '强制关机 web-01', '硬重启 web-01', '电源 状态 web-01'])(
  'secrets that can’t be read are told as such, not as a missing way: “%s”',
  async (line) => {
    const say = deskThat(
      async () => err(failure('secrets/locked')),
      () => 0,
    );
    expect(await say(line)).toContain('secrets/locked');
  },
);

describe('a board that is always on', () => {
  test.each([
    ['重启 web-01', []],
    ['硬重启 web-01', ['reset']],
  ])('doesn’t keep “%s” from being seen by the system that went away and came back', async (line, pressed) => {
    const bmc = board('on');
    expect(await deskOver([system(0, ['up', 'down', 'up']), bmc])(line)).toContain('已重启');
    expect(bmc.pressed).toEqual(pressed);
  });
  test('can’t tell by itself whether a reset has worked', async () => {
    expect(await deskOver([board('on')])('硬重启 web-01')).toBe('指令已发出，但没有办法确认结果。');
  });
  test('and a system that never went away: nobody is told to force it off', async () => {
    const answer = await deskOver([system(0, ['up']), board('on')])('重启 web-01');
    expect(answer).toContain('command/reboot-unseen');
    expect(answer).not.toContain('强制');
  });
});

describe('an order that was given', () => {
  test.each([
    ['zh-CN', '指令已经发出'],
    ['en', 'already given'],
  ] as const)('is not said to be cancelled when the wait is (%s)', async (language, words) => {
    const control = new AbortController();
    const bmc = board('on', () => setImmediate(() => control.abort()));
    const answer = await deskOver([bmc])('power off web-01', control.signal, language);
    expect(answer).toContain('command/unwatched');
    expect(answer).toContain(words);
    expect(bmc.pressed).toEqual(['soft']);
  });
  test.each([
    ['开机 web-01', [], 0],
    ['强制关机 web-01', [], 0],
    ['硬重启 web-01', [], 0],
    ['关机 web-01', [system(1)], 1],
  ])('is told from one that was cancelled just before: “%s” is not given then', async (line, systems, opensBefore) => {
    const control = new AbortController();
    let opens = 0;
    const bmc = board('on');
    const say = deskOver([...systems, bmc], () => {
      opens += 1;
      if (opens > opensBefore) control.abort();
    });
    expect(await say(line, control.signal)).toContain('command/not-started');
    expect(bmc.pressed).toEqual([]);
  });
  test.each([
    ['shell/aborted', 'command/interrupted'],
    ['control/called-off', 'command/not-started'],
    ['ssh/not-begun', 'command/not-started'],
  ] as const)('is told as unknown where the switch may have been pressed, and only then (%s)', async (code, told) => {
    const control = new AbortController();
    const on = async () => {
      control.abort();
      return err(failure(code, { program: 'ipmitool', server: 'nas' }));
    };
    expect(await deskOver([{ ...way, kind: 'ipmi', power: { on } }, system(0, ['up'])])('开机 web-01', control.signal)).toContain(told);
  });
  test('or may have been, when the shell was called off, neither', async () => {
    expect(await deskOver([system('shell/aborted', ['up'])])('重启 web-01', AbortSignal.abort())).not.toContain('unwatched');
    const control = new AbortController();
    const ssh = system('shell/aborted', ['up']);
    const run = ssh.shell?.run;
    if (ssh.shell && run)
      ssh.shell.run = (...given) => {
        control.abort();
        return run(...given);
      };
    expect(await deskOver([ssh])('重启 web-01', control.signal)).toContain('command/interrupted');
  });
  test('is not told as given where its answer was lost and nobody waits for the end', async () => {
    const control = new AbortController();
    const say = deskOver(
      [system('ssh/lost', ['up'])],
      () => undefined,
      () => {
        control.abort();
        return 0;
      },
    );
    expect(await say('关机 web-01', control.signal)).toMatch(/^ssh\/lost: /);
  });
  test('is not given twice at once; but cutting the power needn’t wait for a machine that doesn’t end', async () => {
    const control = new AbortController();
    const [ssh, bmc] = [system(0, ['up']), board('on')];
    const say = deskOver([ssh, bmc]);
    const first = say('关机 web-01', control.signal);
    await vi.waitFor(() => expect(ssh.ran).toHaveLength(1));
    expect(await say('重启 web-01')).toContain('command/power-busy');
    expect(ssh.ran).toEqual(['shutdown -h now']);
    const cut = say('强制关机 web-01', control.signal);
    await vi.waitFor(() => expect(bmc.pressed).toEqual(['hard']));
    expect(await say('硬重启 web-01')).toContain('command/power-busy');
    control.abort();
    expect(await Promise.all([first, cut])).toEqual([expect.stringContaining('unwatched'), expect.stringContaining('unwatched')]);
    expect(await say('重启 web-01', control.signal)).not.toContain('power-busy');
    expect(bmc.pressed).toEqual(['hard']);
  });
});
