import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { MatchedMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { PlatformMenus } from '../platforms/menus.ts';
import type { Begun } from '../store/tables/menus.ts';
import type { MenuDesk } from './menu-desk.ts';
import { pull } from './pull.ts';
import { asOfMenu, asRefusal, invalidity } from './refusal.ts';
import { conclude, settleOpen } from './settle.ts';

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

  const isNewest = ({ conditional: [newest] }: MenuState, menu: Menu) => newest !== undefined && sameMenu(newest.menu, menu);

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
      const there = pulled.value.conditional.map(({ menuid }) => menuid);
      const begun: Begun = { kind: 'add', menu, there, at: desk.clock.now(), who: 'console' };
      const kept = await desk.change(account, { set: { begun } });
      if (!kept.ok) return kept;
      const answer = await calls.value.add(menu);
      const refused = (why: Failure) => asRefusal(why, menu, desk.language());
      return conclude(desk, account, begun, { answer, refused, menuid: answer.ok ? answer.value.menuid : undefined });
    },
    async remove(account, menuid) {
      const calls = await callsOf(account);
      if (!calls.ok) return calls;
      const settled = await settleOpen(desk, account);
      if (!settled.ok) return settled;
      const { conditional } = await desk.record(account.id);
      const menu = conditional.find((one) => one.menuid === menuid)?.menu ?? null;
      const begun: Begun = { kind: 'remove', menuid, menu, at: desk.clock.now(), who: 'console' };
      const kept = await desk.change(account, { set: { begun } });
      if (!kept.ok) return kept;
      const answer = await calls.value.remove(menuid);
      return conclude(desk, account, begun, { answer, refused: (why) => asOfMenu(why, desk.language()) });
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
