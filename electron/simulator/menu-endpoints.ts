import { z } from 'zod';
import { buttonsOf, type MatchRule, Menu, subsOf } from '../../shared/menu/menu.ts';
import { checkMenu, errorsOf } from '../../shared/menu/menu-rules.ts';
import type { ConditionalMenu } from '../../shared/menu/menu-state.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiAnswer, type ApiError, type ApiRequest, type Endpoint, type Endpoints, no, parseJson } from './api-server-answer.ts';
import { menuOfPhone } from './phone-menu.ts';

/** A menu as it was made: through the API, or in the web console, whose own shape `get_current_selfmenu_info` gives. */
export type MadeMenu = { by: 'api'; menu: Menu } | { by: 'website'; selfmenu_info: object };

export interface MenuEndpoints {
  endpoints: Endpoints;
  /** Somebody else gives an account a menu, or takes it away; nothing is checked. */
  put(account: string, made: MadeMenu | null, conditional?: readonly ConditionalMenu[]): void;
}

interface MenuEndpointsOptions {
  accounts: readonly SandboxAccount[];
  holder(request: ApiRequest): SandboxAccount | ApiError;
  /** Gets the menu that an account's person sees from now on. */
  onMenu(account: string, menu: Menu): void;
}

interface AccountMenus {
  made: MadeMenu | null;
  /** The newest first. */
  conditional: readonly ConditionalMenu[];
}

/** The one Mini Program that is linked to the sandbox's accounts. */
export const linkedMiniProgram = 'wx5a0db0c500000009';

/** What the platform knows of the person with the phone; `2` is the tag 星标组 that every Official Account has. */
const person = { language: 'zh_CN', client_platform_type: '2', tags: ['2'] };

const WithId = z.object({ menuid: z.union([z.string(), z.number()]) });
const WithUser = z.object({ user_id: z.string() });
const fine: ApiAnswer = { errcode: 0, errmsg: 'ok' };

/** The calls about custom menus (protocol reference, 4). Menus are taken and refused by the rules of `shared/menu`. */
export function menuEndpoints({ accounts, holder, onMenu }: MenuEndpointsOptions): MenuEndpoints {
  const kept = new Map<string, AccountMenus>(
    accounts.map(({ id, menu }) => [id, { made: menu.length > 0 ? { by: 'api', menu: menuOfPhone(menu) } : null, conditional: [] }]),
  );
  const menusOf = (id: string): AccountMenus => kept.get(id) ?? { made: null, conditional: [] };
  let lastId = 400_000_000;

  function change(id: string, menus: AccountMenus): ApiAnswer {
    kept.set(id, menus);
    onMenu(id, shownMenu(menus));
    return fine;
  }

  /** A call of an account; on WeCom with its agentid. */
  function asked(method: Endpoint['method'], answer: (account: SandboxAccount, request: ApiRequest) => ApiAnswer | ApiError): Endpoint {
    return {
      method,
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        return agentProblem(account, request) ?? answer(account, request);
      },
    };
  }

  const official = (endpoint: Endpoint): Endpoint => ({ ...endpoint, platform: 'official-account' });

  const endpoints: Endpoints = {
    'menu/create': asked('POST', (account, { body }) => {
      const taken = takenMenu(account, body);
      if ('refused' in taken) return taken.refused;
      return change(account.id, { ...menusOf(account.id), made: { by: 'api', menu: taken.menu } });
    }),
    'menu/get': asked('GET', ({ id, platform }) => {
      const { made, conditional } = menusOf(id);
      if (made?.by !== 'api') return no(46003);
      if (platform === 'wecom') return { ...fine, ...made.menu };
      return {
        menu: { ...withLists(made.menu), menuid: 300_000_001 },
        ...(conditional.length > 0 && {
          conditionalmenu: conditional.map(({ menu, menuid }) => ({ ...withLists(menu), menuid: Number(menuid) })),
        }),
      };
    }),
    'menu/delete': asked('GET', ({ id }) => change(id, { made: null, conditional: [] })),
    'menu/addconditional': official(
      asked('POST', (account, { body }) => {
        const menus = menusOf(account.id);
        if (menus.made === null) return no(65303);
        const taken = takenMenu(account, body);
        if ('refused' in taken) return taken.refused;
        if (taken.menu.matchrule === undefined) return no(65304);
        lastId += 1;
        change(account.id, { ...menus, conditional: [{ menuid: String(lastId), menu: taken.menu }, ...menus.conditional] });
        return { menuid: String(lastId) };
      }),
    ),
    'menu/delconditional': official(
      asked('POST', (account, { body }) => {
        const wish = WithId.safeParse(parseJson(body));
        if (!wish.success) return no(47001);
        const menus = menusOf(account.id);
        const left = menus.conditional.filter(({ menuid }) => menuid !== String(wish.data.menuid));
        return left.length === menus.conditional.length ? no(65301) : change(account.id, { ...menus, conditional: left });
      }),
    ),
    'menu/trymatch': official(
      asked('POST', (account, { body }) => {
        const wish = WithUser.safeParse(parseJson(body));
        if (!wish.success) return no(47001);
        if (wish.data.user_id !== account.person) return no(65302);
        return { button: withLists(shownMenu(menusOf(account.id))).button };
      }),
    ),
    get_current_selfmenu_info: official(
      asked('GET', ({ id }) => {
        const { made } = menusOf(id);
        if (made === null) return { is_menu_open: 0, selfmenu_info: { button: [] } };
        return { is_menu_open: 1, selfmenu_info: made.by === 'website' ? made.selfmenu_info : { button: made.menu.button.map(wrapped) } };
      }),
    ),
  };
  return {
    endpoints,
    put(account, made, conditional = menusOf(account).conditional) {
      lastId = Math.max(lastId, ...conditional.map(({ menuid }) => Number(menuid)));
      change(account, { made, conditional });
    },
  };
}

function agentProblem({ platform, agentId }: SandboxAccount, { query }: ApiRequest): ApiError | undefined {
  if (platform !== 'wecom') return undefined;
  const given = query.get('agentid');
  if (!given) return no(41011);
  return given === agentId ? undefined : no(301002);
}

/** A menu that the platform takes, or its refusal. */
function takenMenu({ platform }: SandboxAccount, body: string): { menu: Menu } | { refused: ApiError } {
  const read = Menu.safeParse(parseJson(body));
  if (!read.success) return { refused: no(47001) };
  const [problem] = errorsOf(checkMenu(read.data, { platform }));
  const refused = problem ? no(problem.errcode ?? 40035) : unknownThere(read.data, platform);
  return refused ? { refused } : { menu: read.data };
}

/** What only the platform knows: which Mini Programs are linked, and which permanent assets there are (none). */
function unknownThere(menu: Menu, platform: SandboxAccount['platform']): ApiError | undefined {
  const buttons = buttonsOf(menu).map(({ button }) => button);
  if (buttons.some(({ media_id }) => media_id)) return no(40007);
  const isUnlinked = buttons.some(({ appid }) => appid && appid !== linkedMiniProgram);
  return isUnlinked ? no(platform === 'wecom' ? 40086 : 45064) : undefined;
}

/** What the person sees: the newest conditional menu that is for them, else the menu of everybody. */
function shownMenu({ made, conditional }: AccountMenus): Menu {
  if (made?.by !== 'api') return { button: [] };
  return conditional.find(({ menu }) => isForPerson(menu.matchrule ?? {}))?.menu ?? made.menu;
}

function isForPerson({ tag_id: tag, client_platform_type: system, language }: MatchRule): boolean {
  const fits = (wanted: string | number | undefined, has: readonly string[]) =>
    wanted === undefined || wanted === '' || has.includes(String(wanted));
  return fits(tag, person.tags) && fits(system, [person.client_platform_type]) && fits(language, [person.language]);
}

/** An Official Account gives every button that opens nothing an empty list. */
const withLists = (menu: Menu): Menu => ({
  ...menu,
  button: menu.button.map((button) => ({ ...button, sub_button: subsOf(button).map((sub) => ({ ...sub, sub_button: [] })) })),
});

/** As `get_current_selfmenu_info` shows what was made through the API. */
const wrapped = (button: Menu['button'][number]): object => {
  const subs = subsOf(button);
  return subs.length === 0 ? button : { name: button.name, sub_button: { list: subs } };
};
