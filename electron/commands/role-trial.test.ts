import { expect, test } from 'vitest';
import type { RoleWish } from '../../shared/people-api.ts';
import { Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import { commands } from './registry.ts';
import { type TrialOptions, tryRole } from './role-trial.ts';
import { fleetOf } from './test-desk.ts';

/** May restart what has the tag `staging` from Monday to Friday, and a second person says yes. */
const role = Role.parse({
  ...{ id: 'staging', name: '预发布' },
  grants: [
    {
      ...{ commands: ['power', 'status'], groups: ['@staging'], confirm: 'second' },
      window: { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' },
    },
  ],
});
const fleet = fleetOf(['web-01', 'db-01'].map((id) => Target.parse({ id, name: id, tags: id === 'web-01' ? ['staging'] : [] })));
/** 2026-11-16 is a Monday. */
const monday = new Date('2026-11-16T10:00:00').getTime();
const night = new Date('2026-11-16T23:00:00').getTime();
let meant: TrialOptions['meant'] = () => undefined;
const said = (wish: Partial<RoleWish>, held = false) => {
  const trial = tryRole(
    { role, command: 'power', word: 'reboot', target: 'web-01', at: monday, ...wish },
    { commands, fleet, held, meant },
  );
  return (
    trial &&
    Object.values(trial)
      .filter((value) => value !== trial.danger)
      .join(' ')
  );
};

test.each([
  ['restart a server of theirs in their hours', {}, 'allowed second'],
  ['switch it on, which is not dangerous', { word: 'on' }, 'allowed none'],
  ['restart it at night', { at: night }, 'not-now'],
  ['restart another one', { target: 'db-01' }, 'no-right server'],
  ['read a log', { command: 'log', word: undefined }, 'no-right command'],
  ['pull the brake', { command: 'hold', word: undefined, target: undefined }, 'no-right command'],
  [
    'pull the brake that their role gives them',
    { role: { ...role, mayHold: true }, command: 'hold', word: undefined, target: undefined },
    'allowed none',
  ],
  ['ask for help, at night too', { command: 'help', word: undefined, target: undefined, at: night }, 'allowed none'],
] satisfies [string, Partial<RoleWish>, string][])('somebody with the role who would %s', (_, wish, expected) =>
  expect(said(wish)).toBe(expected),
);

test('while everything is on hold they may look, and nothing else', () => {
  expect(said({}, true)).toBe('held');
  expect(said({ command: 'status', word: undefined }, true)).toBe('allowed none');
});

test('a server or a command that is not there is no question', () => {
  expect(said({ target: 'gone' })).toBeUndefined();
  expect(said({ command: 'gone' })).toBeUndefined();
});

test('a draft of a role counts as it is typed, under the id of a saved one as well', () => {
  expect(said({ role: { ...role, grants: [] } })).toBe('no-right command');
});

test('a right to a group is none to a server that is called so by now', () => {
  const web = Role.parse({ id: 'web', name: '网站', grants: [{ commands: ['power'], groups: ['web-01'] }] });
  expect(said({ role: web })).toBe('allowed self');
  meant = (word) => (word === 'web-01' ? 'group' : undefined);
  expect(said({ role: web })).toBe('no-right server');
});
