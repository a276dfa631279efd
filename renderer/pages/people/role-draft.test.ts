import { expect, test } from 'vitest';
import { Role } from '../../../shared/role.ts';
import { draftOf, type GrantDraft, lacksOf, newGrant, roleOfDraft } from './role-draft.ts';

const night = Role.parse({
  ...{ id: 'r-1', name: '夜班', mayHold: true },
  grants: [
    { commands: 'read' },
    { commands: ['power'], groups: ['@staging'], confirm: 'second', window: { days: [5], from: '22:00', to: '06:00' } },
  ],
});
const draft = (grant: Partial<GrantDraft> = {}, name = '夜班') => ({
  ...{ id: 'r-1', name, mayHold: false },
  grants: [{ ...newGrant(), ...grant }],
});

test('a role that is opened and saved untouched stays as it is', () => expect(roleOfDraft(draftOf(night, night.id))).toEqual(night));

test.each([
  ['a name', draft({}, '  '), ['name']],
  ['commands, where some are to be chosen', draft({ commandKind: 'chosen' }), ['commands']],
  ['servers, where some are to be chosen', draft({ serverKind: 'chosen' }), ['servers']],
  ['days and readable hours', draft({ whenKind: 'hours', days: [], to: '25:00' }), ['days', 'hours']],
  ['a right', { ...draft(), grants: [] }, ['grants']],
])('a role without %s is not saved', (_, unfinished, lacks) => {
  expect(lacksOf(unfinished)).toEqual(lacks);
  expect(roleOfDraft(unfinished)).toBeUndefined();
});

test('whoever may do nothing but hold everything has a role too', () => {
  expect(roleOfDraft({ ...draft(), grants: [], mayHold: true })).toMatchObject({ grants: [], mayHold: true });
});
