import { beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { builtInRoles, Role } from '../../shared/role.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createRolesStore, isBuiltIn, roleInPart, rolePart } from './roles.ts';

let bridge: FakeBridge;
let state: () => ReturnType<ReturnType<typeof createRolesStore>['store']['getState']>;

const night = Role.parse({ id: 'r-1', name: '夜班', grants: [{ commands: 'read' }] });
const own = () =>
  state()
    .roles.value?.filter((role) => !isBuiltIn(role))
    .map(({ name }) => name);

beforeEach(async () => {
  bridge = createFakeBridge();
  const roles = createRolesStore(bridge, { newId: () => '0123456789' });
  roles.start();
  state = () => roles.store.getState();
  await bridge.answer('roles.list', ok([...builtInRoles]));
});

test('a role is made, changed, deleted and put back', async () => {
  void state().put(night);
  await bridge.answer('roles.put', ok(night));
  expect(own()).toEqual(['夜班']);
  void state().put({ ...night, name: '晚班' });
  await bridge.answer('roles.put', ok({ ...night, name: '晚班' }));
  expect(own()).toEqual(['晚班']);
  void state().remove(night);
  await bridge.answer('roles.remove', ok(null));
  expect([own(), state().removed]).toEqual([[], night]);
  void state().restore();
  await bridge.answer('roles.put', ok(night));
  expect([own(), state().removed]).toEqual([['夜班'], null]);
});

test('what was not done says why until somebody does something else, and the list stays', async () => {
  bridge.emit('roles.changed', [...builtInRoles, night]);
  void state().remove(night);
  await bridge.answer('roles.remove', err(broken));
  expect([own(), state().removed, state().failure]).toEqual([['夜班'], null, broken]);
  state().forgetFailure();
  expect(state().failure).toBeNull();
});

test('the address names a role by its id', () => {
  expect(roleInPart(rolePart(state().freeId()))).toBe('r-01234567');
  expect(roleInPart('roles')).toBeUndefined();
  expect(roleInPart(null)).toBeUndefined();
});
