import { z } from 'zod';
import { errcodeOf } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { documentedTypes } from '../../shared/menu/menu-answer.ts';
import { menusIn, type ReadMenus } from '../../shared/menu/menu-json.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { CarriedOut } from './api-answer.ts';
import { type ApiCall, apiCall } from './api-call.ts';
import type { Connection } from './connection.ts';

/** An account's custom menus on its platform (protocol reference, 4.1). A menu goes out as it is, field for field. */
export interface PlatformMenus {
  /** Puts a menu in the place of the one that there is. It is sent once: a lost answer is `platform/unsure`. */
  create(menu: Menu): Promise<Result<null>>;
  /** What people see, of whichever make; null where there is no menu. */
  read(): Promise<Result<ReadMenus | null>>;
  /** Takes the menu away, the conditional ones too. */
  remove(): Promise<Result<null>>;
  /** Of Official Accounts only. */
  conditional?: {
    add(menu: Menu): Promise<Result<{ menuid: string }>>;
    remove(menuid: string): Promise<Result<null>>;
    /** The menu that a person (OpenID or WeChat id) sees. */
    match(person: string): Promise<Result<Menu>>;
  };
}

type MakeCall = Connection['call'];

/** "There is no menu." */
const noMenu = 46003;

const reading = { method: 'GET', repeating: 'harmless', counts: ['api'], needs: 'menu' } as const;
/** What changes a menu is sent once only: in the meantime somebody else may have changed it. */
const writing = { repeating: 'never', counts: ['api'], needs: 'menu' } as const;
const done = CarriedOut;
/** An answer whose fields are kept in their order; `menusIn` reads it. */
const asItCame = z.looseObject({});
const MenuId = z.union([z.string().max(32), z.number()]);

const wecomCalls = {
  create: apiCall({
    ...writing,
    ...{ name: 'menu/create', method: 'POST', input: z.looseObject({ agentid: z.string() }), inQuery: ['agentid'], answer: done },
  }),
  get: apiCall({ ...reading, name: 'menu/get', input: z.object({ agentid: z.string() }), answer: asItCame }),
  remove: apiCall({ ...writing, name: 'menu/delete', method: 'GET', input: z.object({ agentid: z.string() }), answer: done }),
};

/** The menus of a WeCom app. */
export function wecomMenus(call: MakeCall, agentid: string): PlatformMenus {
  return {
    create: (menu) => nothingFrom(call(wecomCalls.create, { ...menu, agentid })),
    read: () => readFrom(call, wecomCalls.get, { agentid }),
    remove: () => nothingFrom(call(wecomCalls.remove, { agentid })),
  };
}

const officialCalls = {
  create: apiCall({ ...writing, name: 'menu/create', method: 'POST', input: asItCame, answer: done }),
  get: apiCall({ ...reading, name: 'menu/get', input: z.object({}), answer: asItCame }),
  website: apiCall({ ...reading, name: 'get_current_selfmenu_info', input: z.object({}), answer: asItCame }),
  remove: apiCall({ ...writing, name: 'menu/delete', method: 'GET', input: z.object({}), answer: done }),
  addConditional: apiCall({
    ...writing,
    ...{ name: 'menu/addconditional', method: 'POST', input: asItCame, answer: z.object({ menuid: MenuId }) },
  }),
  removeConditional: apiCall({
    ...writing,
    ...{ name: 'menu/delconditional', method: 'POST', input: z.object({ menuid: z.string() }), answer: done },
  }),
  tryMatch: apiCall({ ...reading, name: 'menu/trymatch', method: 'POST', input: z.object({ user_id: z.string() }), answer: asItCame }),
};

/** The menus of an Official Account. */
export function officialAccountMenus(call: MakeCall): PlatformMenus {
  return {
    create: (menu) => nothingFrom(call(officialCalls.create, menu)),
    async read() {
      const made = await readFrom(call, officialCalls.get, {});
      if (!made.ok || made.value) return made;
      // What was made in the web console, `menu/get` does not know.
      const shown = await readFrom(call, officialCalls.website, {});
      return shown.ok && shown.value?.menu.button.length === 0 ? ok(null) : shown;
    },
    remove: () => nothingFrom(call(officialCalls.remove, {})),
    conditional: {
      async add(menu) {
        const added = await call(officialCalls.addConditional, menu);
        return added.ok ? ok({ menuid: String(added.value.menuid) }) : added;
      },
      remove: (menuid) => nothingFrom(call(officialCalls.removeConditional, { menuid })),
      async match(person) {
        const matched = await readFrom(call, officialCalls.tryMatch, { user_id: person });
        if (!matched.ok) return matched;
        return ok(matched.value?.menu ?? { button: [] });
      },
    },
  };
}

async function nothingFrom(answer: Promise<Result<unknown>>): Promise<Result<null>> {
  const answered = await answer;
  return answered.ok ? ok(null) : answered;
}

async function readFrom<Input extends z.ZodObject>(
  call: MakeCall,
  declared: ApiCall<Input, typeof asItCame>,
  input: z.input<Input>,
): Promise<Result<ReadMenus | null>> {
  const answer = await call(declared, input);
  if (!answer.ok) return errcodeOf(answer.error) === noMenu ? ok(null) : answer;
  if ('is_menu_open' in answer.value && Number(answer.value.is_menu_open) === 0) return ok(null);
  const menus = menusIn(documentedTypes(answer.value));
  if (menus.ok) return ok(menus.value);
  return err(failure('menu/unreadable', { reason: menus.error.path.join('.') || '{…}' }));
}
