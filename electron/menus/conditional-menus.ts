import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { ConditionalMenu, MatchedMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { PlatformMenus } from '../platforms/menus.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MenuDesk } from './menu-desk.ts';
import { trailRecord } from './menu-trail.ts';
import { pull } from './pull.ts';
import { asOfMenu, asRefusal, invalidity } from './refusal.ts';

type ConditionalCalls = NonNullable<PlatformMenus['conditional']>;

/** Conditional menus of an Official Account (protocol reference, 4.5). */
export interface ConditionalMenus {
  add(account: Account, menu: Menu): Promise<Result<MenuState>>;
  remove(account: Account, menuid: string): Promise<Result<MenuState>>;
  tryMatch(account: Account, person: string): Promise<Result<MatchedMenu>>;
}

export function createConditionalMenus(desk: MenuDesk): ConditionalMenus {
  async function callsOf(account: Account): Promise<Result<ConditionalCalls>> {
    const problem = desk.refusal(account.id);
    if (problem) return err(problem);
    const client = await desk.client(account.id);
    if (!client.ok) return client;
    const { conditional } = client.value.menus;
    return conditional ? ok(conditional) : err(failure('menu/no-conditional', {}, desk.language()));
  }

  /** A lost answer: the id of the menu, if it is there and was not before. */
  async function newlyThere(account: Account, menu: Menu, before: readonly ConditionalMenu[]): Promise<string | undefined> {
    const pulled = await pull(desk, account);
    if (!pulled.ok) return undefined;
    const isNew = ({ menuid }: ConditionalMenu) => before.every((one) => one.menuid !== menuid);
    return pulled.value.conditional.find((one) => isNew(one) && sameMenu(one.menu, menu))?.menuid;
  }

  const isNewest = ({ conditional: [newest] }: MenuState, menu: Menu) => newest !== undefined && sameMenu(newest.menu, menu);

  /** Whether a menu is gone though nobody said so. */
  async function isGoneThough(account: Account, menuid: string, { code }: Failure): Promise<boolean> {
    if (code !== 'platform/unsure') return false;
    const pulled = await pull(desk, account);
    return pulled.ok && pulled.value.conditional.every((one) => one.menuid !== menuid);
  }

  return {
    async add(account, menu) {
      if (menu.matchrule === undefined && account.platform !== 'wecom') return err(failure('menu/no-rule', {}, desk.language()));
      const calls = await callsOf(account);
      if (!calls.ok) return calls;
      const problem = invalidity(menu, account, desk.language());
      if (problem) return err(problem);
      // why: whoever had no answer the last time asks again; the newest counts, so a second one of it would change nothing
      const pulled = await pull(desk, account);
      if (!pulled.ok || isNewest(pulled.value, menu)) return pulled;
      const before = await desk.record(account.id);
      const added = await calls.value.add(menu);
      if (!added.ok && added.error.code !== 'platform/unsure') return err(asRefusal(added.error, menu, desk.language()));
      const menuid = added.ok ? added.value.menuid : await newlyThere(account, menu, before.conditional);
      if (menuid === undefined) return err(failure('menu/unsure', {}, desk.language()));
      const at = desk.clock.now();
      const { conditional: now } = await desk.record(account.id);
      const conditional = now.filter((one) => one.menuid !== menuid);
      return desk.change(account, {
        set: { conditional: [{ menuid, menu }, ...conditional] },
        versions: [{ id: randomUUID(), at, who: 'console', menu, kind: 'published' }],
        trail: [
          trailRecord(at, 'console', {
            ...{ kind: 'conditional-menu-published', account: account.id, fingerprint: fingerprintOf(menu), menuid },
          }),
        ],
      });
    },
    async remove(account, menuid) {
      const calls = await callsOf(account);
      if (!calls.ok) return calls;
      const before = await desk.record(account.id);
      const removed = await calls.value.remove(menuid);
      if (!removed.ok && !(await isGoneThough(account, menuid, removed.error))) return err(asOfMenu(removed.error, desk.language()));
      const at = desk.clock.now();
      const gone = before.conditional.filter((menu) => menu.menuid === menuid);
      // why: where the answer was lost, what is there has been asked for since
      const { conditional: now } = await desk.record(account.id);
      return desk.change(account, {
        set: { conditional: now.filter((menu) => menu.menuid !== menuid) },
        versions: gone.map(({ menu }) => ({ id: randomUUID(), at, who: 'console', menu, kind: 'deleted' })),
        trail: [trailRecord(at, 'console', { kind: 'conditional-menu-deleted', account: account.id, menuid })],
      });
    },
    async tryMatch(account, person) {
      const calls = await callsOf(account);
      if (!calls.ok) return calls;
      const matched = await calls.value.match(person);
      if (!matched.ok) return matched;
      // why: somebody else may have made the one that they see
      const pulled = await pull(desk, account);
      const { live, conditional } = pulled.ok ? pulled.value : await desk.record(account.id);
      const isSeen = ({ button }: Menu) => sameMenu({ button }, { button: matched.value.button });
      return ok({
        menu: matched.value,
        isDefault: live !== null && isSeen(live.menu),
        menuids: conditional.filter(({ menu }) => isSeen(menu)).map(({ menuid }) => menuid),
      });
    },
  };
}
