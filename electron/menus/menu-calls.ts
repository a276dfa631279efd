import type { CallsOf } from '../calls/call-table.ts';
import type { Menus } from './menus.ts';

/** The calls of the contract that are about menus. */
export const menuCalls = (menus: Menus): CallsOf<'menus'> => ({
  'menus.get': ({ account }) => menus.get(account),
  'menus.save': (input) => menus.save(input),
  'menus.pull': ({ account }) => menus.pull(account),
  'menus.keepDraft': ({ account, fingerprint }) => menus.keepDraft(account, fingerprint),
  'menus.keepScheduled': ({ account, fingerprint }) => menus.keepScheduled(account, fingerprint),
  'menus.publish': (input) => menus.publish(input),
  'menus.schedule': ({ account, at }) => menus.schedule(account, at),
  'menus.seen': ({ account, code }) => menus.seen(account, code),
  'menus.delete': ({ account, typed }) => menus.remove(account, typed),
  'menus.conditional.add': ({ account, menu }) => menus.addConditional(account, menu),
  'menus.conditional.delete': ({ account, menuid }) => menus.removeConditional(account, menuid),
  'menus.conditional.tryMatch': ({ account, person }) => menus.tryMatch(account, person),
  'menus.taps': ({ account, since }) => menus.taps(account, since),
  'menus.rehearse': async (input) => menus.rehearse(input),
  'menus.copyTo': ({ from, to }) => menus.copyTo(from, to),
  'menus.versions': ({ account }) => menus.versions(account),
  'menus.read': async ({ text }) => menus.read(text),
});
