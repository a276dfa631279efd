import { describe, expect, test } from 'vitest';
import type { CommandView } from '../../../shared/run.ts';
import { commandOfKey, keyOfCommand } from './command-key.ts';

const command = (name: string, change: Partial<CommandView> = {}): CommandView => ({
  ...{
    name,
    title: `${name} 中文`,
    aliases: [],
    summary: '',
    usage: '',
    danger: 'read',
    parameters: [],
    targets: 'many',
    targetIsOptional: true,
  },
  ...change,
});
const status = command('status');
const help = command('help', { targets: 'none' });
const log = command('log', {
  parameters: [
    { name: 'log', isOptional: false },
    { name: 'lines', isOptional: true },
  ],
});
const ping = command('ping', { parameters: [{ name: 'address', isOptional: false }] });
const port = command('port', {
  parameters: [
    { name: 'address', isOptional: false },
    { name: 'port', isOptional: false },
  ],
});
const ps = command('ps', {
  parameters: [
    { name: 'count', isOptional: true },
    { name: 'by', isOptional: true, options: ['cpu', 'mem'] },
  ],
});
const run = command('run', { parameters: [{ name: 'script', isOptional: false }] });
const all = [status, help, log, ping, port, ps, run];

describe('the key of a command names it in English, with its arguments and servers', () => {
  test.each([
    [{ command: help, values: {}, targets: [] }, 'cmd:help'],
    [{ command: status, values: {}, targets: ['web-01', 'db-01'] }, 'cmd:status web-01 db-01'],
    [{ command: log, values: { log: '/var/log/my app.log', lines: '50' }, targets: ['web-01'] }, 'cmd:log "/var/log/my app.log" 50 web-01'],
    [{ command: log, values: { log: 'nginx', lines: '' }, targets: ['web-01'] }, 'cmd:log nginx web-01'],
    [{ command: ping, values: {}, targets: [] }, 'cmd:ping'],
    [{ command: ping, values: {}, targets: ['web-01'] }, 'cmd:ping "" web-01'],
    [{ command: port, values: { port: '443' }, targets: [] }, 'cmd:port "" 443'],
    [{ command: ps, values: { by: 'mem' }, targets: [] }, 'cmd:ps mem'],
    [{ command: ps, values: { count: '5', by: 'mem' }, targets: ['db-01'] }, 'cmd:ps 5 mem db-01'],
    [{ command: run, values: { script: 'backup "full disk" now' }, targets: ['web-01'] }, 'cmd:run backup "full disk" now web-01'],
  ])('%#', (keyed, key) => {
    expect(keyOfCommand(keyed)).toBe(key);
    const { values, ...read } = commandOfKey(key, all, ['web-01', 'db-01']) ?? { values: {} };
    expect({ ...read, values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) }).toEqual({
      ...keyed,
      values: Object.fromEntries(Object.entries(keyed.values).filter(([, value]) => value !== '')),
    });
  });
});

test.each(['cmd:nothing', 'home', 'cmd:', 'cmd:log  nginx', 'cmd:help now'])(
  'the form does not take the key %j, which stays as it was typed',
  (key) => {
    expect(commandOfKey(key, all, ['web-01'])).toBeUndefined();
  },
);
