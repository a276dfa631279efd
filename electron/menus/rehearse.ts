import type { Language } from '../../shared/language.ts';
import { buttonTypeOf } from '../../shared/menu/button-types.ts';
import { lineOfKey } from '../../shared/menu/command-keys.ts';
import type { KeyRehearsal } from '../../shared/menu/menu-state.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import { describe } from '../commands/console-runs.ts';
import type { CommandDesk } from '../commands/desk.ts';

export interface RehearsalWish {
  account: string;
  key: string;
  /** The button's type. */
  type: string;
  /** UserID or OpenID; the admin where it is absent. */
  person?: string | undefined;
}

export interface RehearsalRooms {
  commands: Pick<CommandDesk, 'plan'>;
  /** Whose rules a person of this account is under. */
  callback(account: string): CallbackAccount | undefined;
  language(): Language;
}

/** What a tap on a button would do; nothing is touched. Only a `click` runs a command, and what is scanned is not known yet. */
export function rehearse({ account, key, type, person }: RehearsalWish, { commands, callback, language }: RehearsalRooms): KeyRehearsal {
  if (type === 'scancode_waitmsg') return { kind: 'label' };
  const line = buttonTypeOf(type)?.type === 'click' ? lineOfKey(key) : undefined;
  if (line === undefined) return { kind: 'nothing' };
  const asker = person === undefined ? ({ origin: 'console' } as const) : ({ origin: 'chat', account, person } as const);
  const rule = person === undefined ? {} : (callback(account)?.access ?? {});
  const planned = commands.plan(line, asker, rule, language());
  return planned.ok ? { kind: 'command', plan: describe(planned.value) } : { kind: 'refused', failure: planned.error };
}
