import { describe, expect, test } from 'vitest';
import { builtInRoles, type DangerLevel, Role, type TimeWindow } from '../../shared/role.ts';
import { type Access, type Asker, decide, isOpen, type Wish } from './policy.ts';

/** Twenty things that may be asked for, each as dangerous as it is. */
const asked: Record<string, DangerLevel> = {
  ...{ status: 'read', find: 'read', ps: 'read', disk: 'read', log: 'read', ping: 'read', port: 'read', history: 'read' },
  ...{ help: 'read', whoami: 'read', screenshot: 'read', 'service status': 'read', 'power state': 'read' },
  ...{ 'power on': 'change', 'service start': 'change', 'run tidy-up': 'change' },
  ...{ 'power off': 'danger', 'power reboot': 'danger', 'service stop': 'danger', 'run drop-caches': 'danger' },
};
const groups = ['web', 'db', 'lab'] as const;

const roles: Role[] = [
  ...builtInRoles,
  Role.parse({ id: 'web-night', name: '夜班', grants: [{ commands: 'read' }, { commands: 'danger', groups: ['web'], confirm: 'second' }] }),
  Role.parse({ id: 'power-lab', name: '实验室电源', grants: [{ commands: ['power', 'status'], groups: ['lab', '@spare'] }] }),
];
/** What each role may do in each group: `a` all, `c` up to change, `r` read, `p` status and power only, `-` nothing. */
const may: Record<string, Record<(typeof groups)[number], string>> = {
  viewer: { web: 'r', db: 'r', lab: 'r' },
  operator: { web: 'a', db: 'a', lab: 'a' },
  admin: { web: 'a', db: 'a', lab: 'a' },
  'web-night': { web: 'a', db: 'r', lab: 'r' },
  'power-lab': { web: '-', db: '-', lab: 'p' },
};

const asker: Asker = { origin: 'chat', account: 'corp', person: 'ZhangSan' };
const rule = { anyCase: true };
const accessOf = (role: string, held = false): Access => ({
  roles,
  operators: [{ account: 'corp', person: 'zhangsan', name: '', role }],
  held,
});
const wishOf = (line: string, group?: string, tags: string[] = []): Wish => ({
  command: line.split(' ')[0] ?? '',
  danger: asked[line] ?? 'read',
  ...(line === 'hold' && { needsRight: 'hold' }),
  targets: group === undefined ? [] : [{ id: `${group}-01`, group, tags }],
  at: 0,
});

function isExpected(letter: string | undefined, line: string): boolean {
  const danger = asked[line];
  // What everybody with a role may: find out what they may.
  if (letter === 'a' || line === 'help' || line === 'whoami') return true;
  if (letter === 'r') return danger === 'read';
  return letter === 'p' && (line === 'status' || line.startsWith('power'));
}

describe.each(Object.keys(may))('%s', (role) => {
  for (const line of Object.keys(asked)) {
    for (const group of groups) {
      const expected = isExpected(may[role]?.[group], line);
      test(`${expected ? 'may' : 'may not'} ${line} in ${group}`, () =>
        expect(decide(asker, wishOf(line, group), rule, accessOf(role)).kind).toBe(expected ? 'allowed' : 'no-right'));
    }
  }
});

test('several servers at once take a right to each of them', () => {
  const wish = { ...wishOf('power off'), targets: ['web', 'db'].map((group) => ({ id: group, group, tags: [] })) };
  expect(decide(asker, wish, rule, accessOf('web-night')).kind).toBe('no-right');
  expect(decide(asker, wish, rule, accessOf('operator')).kind).toBe('allowed');
});

test('a right may be given by tag', () => {
  expect(decide(asker, wishOf('power on', 'web', ['spare']), rule, accessOf('power-lab')).kind).toBe('allowed');
});

test('a right to a server is none to a group of the same name; to a group it is where no server is called so', () => {
  const database = Role.parse({ id: 'database', name: '数据库', grants: [{ commands: 'danger', groups: ['db'] }] });
  const access = (servers: string[]): Access => ({
    ...{ ...accessOf('database'), roles: [database] },
    isServer: (name) => servers.includes(name),
  });
  const kindFor = (id: string, group: string, servers: string[]) =>
    decide(asker, { ...wishOf('power off'), targets: [{ id, group, tags: [] }] }, rule, access(servers)).kind;
  expect(kindFor('db', 'far', ['db', 'pay-01'])).toBe('allowed');
  expect(kindFor('pay-01', 'db', ['db', 'pay-01'])).toBe('no-right');
  expect(kindFor('pay-01', 'db', ['pay-01'])).toBe('allowed');
});

test('a right goes on meaning the server or the group for which it was given, whatever is called so later', () => {
  const database = Role.parse({ id: 'database', name: '数据库', grants: [{ commands: 'danger', groups: ['db'] }] });
  const kindFor = (meant: 'server' | 'group', server: { id: string; group: string }) =>
    decide(asker, { ...wishOf('power off'), targets: [{ ...server, tags: [] }] }, rule, {
      ...{ ...accessOf('database'), roles: [database] },
      isServer: (name) => name === server.id,
      meant: () => meant,
    }).kind;
  expect(kindFor('server', { id: 'pay-01', group: 'db' })).toBe('no-right');
  expect(kindFor('server', { id: 'db', group: 'far' })).toBe('allowed');
  expect(kindFor('group', { id: 'db', group: 'far' })).toBe('no-right');
  expect(kindFor('group', { id: 'pay-01', group: 'db' })).toBe('allowed');
});

test('what is dangerous wants a yes, from a second person where the role says so', () => {
  const confirm = (role: string, line: string) => decide(asker, wishOf(line, 'web'), rule, accessOf(role));
  expect(confirm('operator', 'power off')).toEqual({ kind: 'allowed', confirm: 'self' });
  expect(confirm('operator', 'power on')).toEqual({ kind: 'allowed', confirm: 'none' });
  expect(confirm('web-night', 'power off')).toEqual({ kind: 'allowed', confirm: 'second' });
  expect(decide({ origin: 'console' }, wishOf('power off', 'web'), {}, accessOf('viewer'))).toEqual({ kind: 'allowed', confirm: 'self' });
});

test.each([
  ['before', ['second', 'self']],
  ['behind', ['self', 'second']],
] as const)('where two rights cover it the stricter one counts, whether it stands %s the other', (_, [first, other]) => {
  const grants = [
    { commands: 'danger', groups: first === 'second' ? ['web'] : 'all', confirm: first },
    { commands: 'danger', groups: other === 'second' ? ['web'] : 'all', confirm: other },
  ];
  const access: Access = { ...accessOf('both'), roles: [Role.parse({ id: 'both', name: '两种', grants })] };
  expect(decide(asker, wishOf('power off', 'web'), rule, access)).toEqual({ kind: 'allowed', confirm: 'second' });
  expect(decide(asker, wishOf('power off', 'lab'), rule, access)).toEqual({ kind: 'allowed', confirm: 'self' });
});

describe('somebody who may use a few commands only', () => {
  const restart = Role.parse({ id: 'restart', name: '重启', grants: [{ commands: ['power'], groups: ['@staging'] }] });
  const access: Access = { ...accessOf('restart'), roles: [restart] };
  const kindOf = (line: string) => decide(asker, wishOf(line), rule, access).kind;
  test('may ask for help, read on, and say yes or no to what waits for it', () => {
    expect(['help', 'whoami', 'more', 'confirm', 'cancel', 'stop'].map(kindOf)).toEqual(Array(6).fill('allowed'));
    expect(['ping', 'history', 'hold'].map(kindOf)).toEqual(Array(3).fill('no-right'));
  });
  test('may pull the brake where the role says so, at any time', () => {
    const holding: Access = { ...access, roles: [{ ...restart, mayHold: true }] };
    expect(decide(asker, wishOf('hold'), rule, holding).kind).toBe('allowed');
  });
});

test('the brake is no command for those whose role doesn’t give it, so that no list shows it to them', () => {
  expect(decide(asker, wishOf('hold'), rule, accessOf('viewer')).kind).toBe('no-right');
  expect(decide(asker, wishOf('hold'), rule, accessOf('operator')).kind).toBe('no-right');
  expect(decide(asker, wishOf('hold'), rule, accessOf('admin')).kind).toBe('allowed');
});

describe('while everything is on hold', () => {
  test('people may look and nothing else, nor may the admin', () => {
    expect(decide(asker, wishOf('status', 'web'), rule, accessOf('operator', true)).kind).toBe('allowed');
    expect(decide(asker, wishOf('power on', 'web'), rule, accessOf('operator', true)).kind).toBe('held');
    expect(decide({ origin: 'console' }, wishOf('power on', 'web'), {}, accessOf('operator', true)).kind).toBe('held');
  });
  test('a stranger learns nothing of it', () => {
    const stranger: Asker = { ...asker, person: 'mallory' };
    expect(decide(stranger, wishOf('power on', 'web'), rule, accessOf('operator', true)).kind).toBe('stranger');
  });
});

describe('who is not bound', () => {
  const none: Access = { roles, operators: [], held: false };
  test('may look at this computer while nobody is named or bound, and at nothing else', () => {
    expect(decide(asker, { ...wishOf('status'), targets: [{ id: 'local', tags: [] }] }, rule, none).kind).toBe('allowed');
    expect(decide(asker, wishOf('status', 'web'), rule, none).kind).toBe('no-right');
    expect(decide(asker, wishOf('power off', 'web'), rule, none).kind).toBe('no-right');
    expect(decide(asker, wishOf('ping'), rule, none).kind).toBe('no-right');
  });
  test('looks at no server whose group is called like this computer', () => {
    const wish = { ...wishOf('status'), targets: [{ id: 'web-01', group: 'local', tags: [] }] };
    expect(decide(asker, wish, rule, none).kind).toBe('no-right');
  });
  test('is a stranger as soon as somebody else is', () => {
    const others: Access = { ...none, operators: [{ account: 'corp', person: 'lisi', name: '', role: 'viewer' }] };
    expect(decide(asker, wishOf('status', 'web'), rule, others).kind).toBe('stranger');
    expect(decide(asker, wishOf('status', 'web'), { ...rule, operators: ['lisi'] }, none).kind).toBe('stranger');
  });
  test('has the rights that the configuration gives to those it names', () => {
    expect(decide(asker, wishOf('power off', 'web'), { ...rule, operators: ['zhangsan'] }, none).kind).toBe('allowed');
  });
});

describe('a time window', () => {
  /** 2026-11-16 is a Monday. */
  const at = (day: number, time: string) => new Date(`2026-11-${15 + day}T${time}:00`).getTime();
  const office: TimeWindow = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
  const night: TimeWindow = { days: [5], from: '22:00', to: '06:00' };
  test.each([
    [office, 1, '09:00', true],
    [office, 1, '17:59', true],
    [office, 1, '18:00', false],
    [office, 6, '12:00', false],
    [night, 5, '23:30', true],
    [night, 6, '05:59', true],
    [night, 6, '06:00', false],
    [night, 5, '05:00', false],
  ] as const)('%j on day %i at %s', (window, day, time, open) => expect(isOpen(window as TimeWindow, at(day, time))).toBe(open));

  test('tells somebody who could at another time that it is not now', () => {
    const role = Role.parse({ id: 'office', name: '白班', grants: [{ commands: 'danger', window: office }] });
    const access: Access = { roles: [role], operators: [{ account: 'corp', person: 'zhangsan', name: '', role: 'office' }], held: false };
    expect(decide(asker, { ...wishOf('status', 'web'), at: at(6, '12:00') }, rule, access).kind).toBe('not-now');
    expect(decide(asker, { ...wishOf('status', 'web'), at: at(1, '12:00') }, rule, access).kind).toBe('allowed');
  });
});
