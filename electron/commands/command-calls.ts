import type { Language } from '../../shared/language.ts';
import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { Store } from '../store/store.ts';
import type { CommandsRoom } from './commands-room.ts';

export interface CommandRooms {
  commands: CommandsRoom;
  store: Pick<Store, 'do'>;
  language(): Language;
}

/** The calls of the contract that are about commands: running them, the record of it, scripts, and the stop of all. */
export const commandCalls = ({ commands, store, language }: CommandRooms): CallsOf<'commands' | 'runs' | 'scripts' | 'hold'> => ({
  'commands.list': async () => ok(commands.list()),
  'commands.plan': async ({ line }) => commands.console.plan(line),
  'commands.run': (request) => commands.console.start(request),
  'runs.page': async (input) => ok(await commands.history.page(input)),
  'runs.get': async ({ id }) => ok(await commands.history.get(id)),
  async 'runs.picture'({ id }) {
    const picture = await store.do('runs.picture', { id });
    return ok(picture && `data:${picture.type};base64,${picture.base64}`);
  },
  'runs.cancel': async ({ id }) => commands.console.cancel(id),
  'runs.verify': async () => ok(await commands.verifyTrail()),
  'scripts.list': async () => ok([...commands.scripts.list()]),
  'scripts.put': ({ script }) => commands.scripts.put(script, language()),
  async 'scripts.remove'({ id }) {
    await commands.scripts.remove(id);
    return ok(null);
  },
  'hold.get': async () => ok({ held: commands.holding.isHeld() }),
  async 'hold.set'({ held }) {
    await commands.holding.set(held, { origin: 'console' });
    return ok({ held });
  },
});
