import { describe, expect, test } from 'vitest';
import type { CommandView } from '../../../shared/run.ts';
import type { TargetView } from '../../../shared/target.ts';
import { actionsOf, isFilled, lineOf, obstacleOf, optionsOf } from './actions.ts';

const command = (name: string, change: Partial<CommandView> = {}): CommandView => ({
  ...{
    name,
    title: name,
    aliases: [],
    summary: '',
    usage: '',
    danger: 'read',
    parameters: [],
    targets: 'many',
    targetIsOptional: true,
    needs: 'shell',
  },
  ...change,
});
const power = command('power', {
  ...{ title: '电源', aliases: ['电源', '关机', '重启'], danger: 'danger' },
  parameters: [{ name: 'act', isOptional: false, options: ['on', 'off', 'force-off', 'state'] }],
});
const log = command('log', {
  parameters: [
    { name: 'log', isOptional: false },
    { name: 'lines', isOptional: true },
  ],
});
const server = (id: string, change: Partial<TargetView> = {}): TargetView => ({
  ...{ id, name: id, aliases: [], system: 'linux', tags: [], notes: '', services: [], logs: [], watch: false },
  ...{ drivers: ['ssh'], capabilities: ['shell', 'powerOff'], secrets: {}, light: { state: 'up' } },
  ...change,
});
const action = (id: string, commands = [command('status'), power, log]) => {
  const found = actionsOf(commands).find((one) => one.id === id);
  if (!found) throw new Error(`no action ${id}`);
  return found;
};

test('commands that act upon servers are actions, and switching on and off is one each', () => {
  const ids = actionsOf([command('status'), power, command('help', { targets: 'none' }), log]).map(({ id }) => id);
  expect(ids).toEqual(['status', 'power on', 'power off', 'power force-off', 'power state', 'log']);
});

test('what answers for the chat alone has no button', () => {
  expect(actionsOf([command('label', { forChat: true })])).toEqual([]);
});

test('only what switches something off is dangerous', () => {
  const dangers = ['power on', 'power off', 'power state'].map((id) => action(id).danger);
  expect(dangers).toEqual(['change', 'danger', 'read']);
});

describe('what a server has no way for is told with the servers that lack it', () => {
  const both = [server('web'), server('pc', { drivers: ['wake'], capabilities: ['powerOn'] })];
  test.each([
    ['status', { kind: 'capability', capability: 'shell', targets: ['pc'], setUp: 'console' }],
    ['power on', { kind: 'capability', capability: 'powerOn', targets: ['web'], setUp: 'console' }],
    ['power force-off', { kind: 'ipmi', targets: ['web', 'pc'], setUp: 'console' }],
    ['power state', null],
  ])('%s', (id, obstacle) => expect(obstacleOf(action(id), both, false)).toEqual(obstacle));
});

test('what is missing is added in the config file, nowhere for this computer, and else in the console', () => {
  const rack = server('rack', { isFixed: true });
  const local = server('local', { drivers: ['local'] });
  const setUp = (...targets: TargetView[]) => obstacleOf(action('power force-off'), targets, false);
  expect(setUp(rack)).toMatchObject({ setUp: 'file' });
  expect(setUp(rack, server('web'))).toMatchObject({ setUp: 'console' });
  expect(setUp(rack, server('web', { drivers: ['ipmi'] }))).toMatchObject({ targets: ['rack'], setUp: 'file' });
  expect(setUp(local)).toMatchObject({ setUp: 'nowhere' });
  expect(obstacleOf(action('log'), [local], false)).toMatchObject({ setUp: 'nowhere' });
});

test('a picture is taken of one server at a time', () => {
  const shot = command('screenshot', { targets: 'one', needs: 'shell' });
  expect(obstacleOf(action('screenshot', [shot]), [server('a'), server('b')], false)).toEqual({ kind: 'one-only' });
  expect(obstacleOf(action('screenshot', [shot]), [server('a')], false)).toBeNull();
});

test('while everything is on hold, looking is all that can be done', () => {
  expect(obstacleOf(action('power off'), [server('web')], true)).toEqual({ kind: 'held' });
  expect(obstacleOf(action('status'), [server('web')], true)).toBeNull();
});

test('of logs those are offered that all the servers have, and none of a server that has none', () => {
  const [web, db] = [server('web', { logs: ['nginx', 'syslog'] }), server('db', { logs: ['syslog'] })];
  const [field] = log.parameters;
  expect(field && optionsOf(field, [web, db])).toEqual(['syslog']);
  expect(obstacleOf(action('log'), [web, server('new')], false)).toEqual({ kind: 'none-named', targets: ['new'], setUp: 'console' });
});

describe('the line is the one that the chat knows', () => {
  test.each([
    ['power off', '关机', {}, '关机 web'],
    ['power off', 'Shut down', {}, '电源 off web'],
    ['power force-off', '断电', {}, '电源 force-off web'],
    ['log', '日志', { log: '/var/log/my app.log', lines: '5' }, 'log "/var/log/my app.log" 5 web'],
    ['log', '日志', { log: 'nginx', lines: ' ' }, 'log nginx web'],
  ])('%s, called %s', (id, label, values, line) => expect(lineOf(action(id), label, values, ['web'])).toBe(line));
});

test('nothing runs before everything is filled in that has to be', () => {
  expect([isFilled(action('log'), {}), isFilled(action('log'), { log: ' ' }), isFilled(action('log'), { log: 'x' })]).toEqual([
    ...[false, false, true],
  ]);
});
