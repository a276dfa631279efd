import type { SecretsState } from '../../shared/account-view.ts';
import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { CommandsRoom } from '../commands/commands-room.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { Accounts } from './accounts.ts';

export interface AccountRooms {
  accounts: Accounts;
  commands: Pick<CommandsRoom, 'operators'>;
  secrets: Secrets;
  /** Whether there is a clipboard to copy secrets to. */
  clipboard: boolean;
}

/** The calls of the contract that are about accounts and their secrets. */
export const accountCalls = ({ accounts, commands, secrets, clipboard }: AccountRooms): CallsOf<'accounts'> => ({
  async 'accounts.list'() {
    const state = await stateOf(secrets);
    if (!state.failure) await accounts.readUnread();
    return ok({ accounts: accounts.list(), secrets: state, clipboard });
  },
  'accounts.add': ({ account, secrets }) => accounts.add(account, secrets),
  'accounts.edit': ({ account, secrets }) => accounts.edit(account, secrets),
  'accounts.duplicate': ({ id, newId }) => accounts.duplicate(id, newId),
  'accounts.enable': ({ id, enabled }) => accounts.enable(id, enabled),
  async 'accounts.delete'({ id, typed }) {
    const deleted = await accounts.remove(id, typed);
    if (deleted.ok) await commands.operators.removeOf(id);
    return deleted;
  },
  'accounts.generate': ({ id }) => accounts.generate(id),
  'accounts.copy': async ({ id, secret }) => accounts.copy(id, secret),
  'accounts.export': ({ id, passphrase }) => accounts.exportFile(id, passphrase),
  'accounts.import': ({ text, passphrase, id }) => accounts.importFile(text, passphrase, id),
});

async function stateOf(secrets: Secrets): Promise<SecretsState> {
  const opened = await secrets();
  return opened.ok ? { kind: opened.value.kind } : { failure: opened.error };
}
