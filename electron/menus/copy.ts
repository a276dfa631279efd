import type { Account, Platform } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { buttonsOf, type Menu } from '../../shared/menu/menu.ts';
import { setButton } from '../../shared/menu/menu-edit.ts';
import { checkMenu } from '../../shared/menu/menu-rules.ts';
import type { CopiedMenu } from '../../shared/menu/menu-state.ts';
import { jsonPath } from '../../shared/menu/refusal-place.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MenuDesk } from './menu-desk.ts';

/** The same on either platform, under another name (protocol reference, 4.3). */
const twins: Record<Platform, Record<string, string>> = {
  wecom: { miniprogram: 'view_miniprogram' },
  'official-account': { view_miniprogram: 'miniprogram' },
};

/** A menu as an account of this platform calls its types, and what was renamed. */
function translated(menu: Menu, platform: Platform): Pick<CopiedMenu, 'menu' | 'renamed'> {
  let copied = menu;
  const renamed: CopiedMenu['renamed'] = [];
  for (const { path, button } of buttonsOf(menu)) {
    const twin = twins[platform][button.type ?? ''];
    if (twin === undefined) continue;
    copied = setButton(copied, path, (one) => ({ ...one, type: twin }));
    renamed.push({ path: [...jsonPath(path), 'type'], from: button.type ?? '', to: twin });
  }
  return { menu: copied, renamed };
}

/** Makes one account's menu the draft of another one; what does not fit there is told, and kept for somebody to mend. */
export async function copyMenu(desk: MenuDesk, from: Account, to: Account): Promise<Result<CopiedMenu>> {
  const { store, clock, language } = desk;
  const source = await desk.record(from.id);
  const menu = source.draft ?? source.live?.menu;
  if (!menu || menu.button.length === 0) return err(failure('menu/nothing-to-copy', { account: from.name }, language()));
  const copy = translated(menu, to.platform);
  const { draft, revision } = await desk.record(to.id);
  const saved = await store.do('menus.saveDraft', { account: to.id, draft: copy.menu, at: clock.now(), revision });
  if (!saved) return err(failure('menu/stale', {}, language()));
  await desk.tell(to.id);
  return ok({ ...copy, problems: checkMenu(copy.menu, to), revision: saved.revision, replaced: draft });
}
