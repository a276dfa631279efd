import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { OperatorMessages } from '../inspector/operator-messages.ts';
import type { PlatformClients } from '../platforms/clients.ts';
import type { CommandsRoom } from './commands-room.ts';

export interface PeopleRooms {
  commands: Pick<CommandsRoom, 'operators' | 'roles' | 'tryRole'>;
  operatorMessages: OperatorMessages;
  platforms: Pick<PlatformClients, 'client'>;
  language(): Language;
}

/** The calls of the contract that are about people in WeChat, and what they may do. */
export const peopleCalls = ({
  commands: { operators, roles, tryRole },
  operatorMessages,
  platforms,
  language,
}: PeopleRooms): CallsOf<'operators' | 'roles' | 'people'> => ({
  'operators.list': async () => ok([...operators.list()]),
  'operators.put': ({ operator }) => operators.put(operator),
  async 'operators.remove'(who) {
    await operators.remove(who);
    return ok(null);
  },
  'operators.former': async () => ok([...operators.former()]),
  async 'operators.removeFormer'({ account }) {
    await operators.removeFormer(account);
    return ok(null);
  },
  'operators.removed': async () => ok(operators.keptOut()),
  'operators.forgetRemoved': ({ people }) => operators.forgetRemoved(people),
  'operators.keepOut': () => operators.keepOut(),
  'operators.invite': async ({ role, name }) => operators.invite(role, name),
  'operators.send': (input) => operatorMessages.send(input),
  'roles.list': async () => ok([...roles.list()]),
  'roles.words': async () => ok(roles.words()),
  'roles.put': ({ role }) => roles.put(role),
  'roles.remove': ({ id }) => roles.remove(id),
  async 'roles.try'(wish) {
    const trial = tryRole(wish);
    return trial ? ok(trial) : err(failure('roles/no-such-wish', {}, language()));
  },
  async 'people.contacts'({ account }) {
    const client = await platforms.client(account);
    if (!client.ok) return client;
    return client.value.contacts?.() ?? err(failure('operators/no-contacts', {}, language()));
  },
});
