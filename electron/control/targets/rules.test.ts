import { describe, expect, test } from 'vitest';
import { Target } from '../../../shared/target.ts';
import { dependentsOf, faultOf } from './rules.ts';

const ssh = (jump?: string) => ({ host: '10.0.0.1', user: 'root', auth: { by: 'agent' as const }, ...(jump && { jump }) });
const wake = (relay: string) => ({ mac: '00:11:22:33:44:55', relay });
const target = (id: string, change: object = {}) => Target.parse({ id, name: id, ...change });
const fault = (...targets: Target[]) => faultOf(targets, [])?.code;

describe('Names', () => {
  test('name one target each, letter case and full-width forms aside', () => {
    expect(fault(target('web'), target('db', { name: 'WEB' }))).toBe('targets/name-taken');
    expect(fault(target('web'), target('db', { aliases: ['ｗｅｂ'] }))).toBe('targets/name-taken');
    expect(fault(target('web', { name: '官网' }), target('db', { name: '官\u200b网' }))).toBe('targets/name-taken');
    expect(faultOf([target('db', { aliases: ['Web'] })], [target('web')])).toMatchObject({ params: { name: 'Web', other: 'web' } });
  });
  test('may stand twice in one target', () => expect(fault(target('web', { name: 'Web', aliases: ['WEB'] }))).toBeUndefined());
});

describe('A group', () => {
  test('is called like no server, letter case and full-width forms aside', () => {
    expect(faultOf([target('pay-01', { group: 'ＤＢ' })], [target('db')])).toMatchObject({
      ...{ code: 'targets/group-is-server', params: { group: 'ＤＢ', id: 'db' } },
    });
    expect(faultOf([target('DB')], [target('pay-01', { group: 'db' })])).toMatchObject({ params: { group: 'db', id: 'DB' } });
    expect(fault(target('db', { group: 'db' }))).toBe('targets/group-is-server');
    expect(fault(target('web', { group: 'db' }), target('db'))).toBe('targets/group-is-server');
    expect(fault(target('web', { name: '官网', group: '官网' }), target('db', { group: '官网' }))).toBeUndefined();
  });
  test('that was called so already is in the way of no other change', () => {
    const [db, pay] = [target('db'), target('pay-01', { group: 'db' })];
    expect(faultOf([{ ...db, notes: 'new' }], [pay], [db])).toBeUndefined();
    expect(faultOf([{ ...pay, notes: 'new' }], [db], [pay])).toBeUndefined();
    expect(faultOf([{ ...pay, group: 'DB-01' }], [target('db-01')], [pay])?.code).toBe('targets/group-is-server');
    expect(faultOf([target('pay-02', { group: 'db' })], [db, pay])?.code).toBe('targets/group-is-server');
  });
});

describe('A jump host', () => {
  test('may lead over others', () =>
    expect(fault(target('a', { ssh: ssh('b') }), target('b', { ssh: ssh('c') }), target('c', { ssh: ssh() }))).toBeUndefined());
  test('must be there', () => expect(fault(target('a', { ssh: ssh('b') }))).toBe('targets/jump-unknown'));
  test('must be reached by ssh', () => expect(fault(target('a', { ssh: ssh('b') }), target('b'))).toBe('targets/jump-no-ssh'));
  test('must not lead back', () => {
    expect(fault(target('a', { ssh: ssh('a') }))).toBe('targets/jump-loop');
    const circle = faultOf([target('a', { ssh: ssh('b') }), target('b', { ssh: ssh('c') }), target('c', { ssh: ssh('b') })], []);
    expect(circle).toMatchObject({ code: 'targets/jump-loop', params: { path: 'a → b → c → b' } });
  });
});

describe('A relay', () => {
  test('may wake the one that wakes it', () =>
    expect(fault(target('a', { ssh: ssh(), wake: wake('b') }), target('b', { ssh: ssh(), wake: wake('a') }))).toBeUndefined());
  test('may be this computer', () => expect(fault(target('a', { wake: wake('local') }))).toBeUndefined());
  test('must be there, and reached by ssh', () => {
    expect(fault(target('a', { wake: wake('b') }))).toBe('targets/relay-unknown');
    expect(fault(target('a', { wake: wake('b') }), target('b'))).toBe('targets/relay-no-ssh');
  });
  test('must not be reached through what it is to wake', () => {
    expect(fault(target('a', { ssh: ssh(), wake: wake('a') }))).toBe('targets/relay-behind');
    expect(fault(target('a', { ssh: ssh(), wake: wake('b') }), target('b', { ssh: ssh('a') }))).toBe('targets/relay-behind');
  });
});

test('what is reached through a target, and through that, depends on it', () => {
  const all = [target('a', { ssh: ssh() }), target('b', { ssh: ssh('a') }), target('c', { wake: wake('b') }), target('d')];
  expect([...dependentsOf('a', all)]).toEqual(['a', 'b', 'c']);
});

test("what is wrong with others is in nobody's way", () => {
  const others = [target('a', { ssh: ssh('gone') }), target('b', { name: 'a' })];
  expect(faultOf([target('c')], others)).toBeUndefined();
  expect(faultOf([target('d', { ssh: ssh('a') })], others)?.code).toBe('targets/jump-unknown');
});

test('a change that cuts off others is refused', () =>
  expect(faultOf([target('gate')], [target('a', { ssh: ssh('gate') })])).toMatchObject({
    code: 'targets/jump-no-ssh',
    params: { id: 'a' },
  }));
