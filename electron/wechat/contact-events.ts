import type { ContactChange } from '../../shared/wechat-event.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { partialRecord, record, textOf } from './fields.ts';

const userFields = {
  name: 'Name',
  department: 'Department',
  mainDepartment: 'MainDepartment',
  isLeaderInDept: 'IsLeaderInDept',
  directLeader: 'DirectLeader',
  position: 'Position',
  mobile: 'Mobile',
  gender: 'Gender',
  email: 'Email',
  bizMail: 'BizMail',
  status: 'Status',
  avatar: 'Avatar',
  alias: 'Alias',
  telephone: 'Telephone',
  address: 'Address',
};
const partyFields = { name: 'Name', parentId: 'ParentId', order: 'Order' };
const tagFields = {
  tagId: 'TagId',
  addedUsers: 'AddUserItems',
  removedUsers: 'DelUserItems',
  addedParties: 'AddPartyItems',
  removedParties: 'DelPartyItems',
};

/** How each change of the address book is read (protocol reference, 2.4). */
const readers = new Map<string, (fields: FieldTree) => ContactChange>([
  ['create_user', (fields) => ({ type: 'create_user', ...readUser(fields) })],
  ['update_user', (fields) => ({ type: 'update_user', ...readUser(fields) })],
  ['delete_user', (fields) => ({ type: 'delete_user', ...record(fields, { userId: 'UserID' }) })],
  ['create_party', (fields) => ({ type: 'create_party', ...readParty(fields) })],
  ['update_party', (fields) => ({ type: 'update_party', ...readParty(fields) })],
  ['delete_party', (fields) => ({ type: 'delete_party', ...record(fields, { partyId: 'Id' }) })],
  ['update_tag', (fields) => ({ type: 'update_tag', ...record(fields, tagFields) })],
]);

const readUser = (fields: FieldTree) => ({
  ...record(fields, { userId: 'UserID' }),
  ...partialRecord(fields, { newUserId: 'NewUserID' }),
  user: partialRecord(fields, userFields),
});
const readParty = (fields: FieldTree) => ({ ...record(fields, { partyId: 'Id' }), ...partialRecord(fields, partyFields) });

/** Reads the details of `change_contact`. */
export function readContactChange(fields: FieldTree): ContactChange {
  const changeType = textOf(fields, 'ChangeType');
  return readers.get(changeType)?.(fields) ?? { type: 'other', changeType };
}
