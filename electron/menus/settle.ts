import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { notCarriedOut } from '../../shared/menu/not-carried-out.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Begun } from '../store/tables/menus.ts';
import { carriedOut, isCarriedOut } from './carried-out.ts';
import { askLive, elsewhere, type LiveNow } from './live-now.ts';
import type { MenuDesk } from './menu-desk.ts';
import { asOfMenu } from './refusal.ts';

/**
 * Asks the platform what is live. What was begun from here and never ended is settled by that, first of all, so that it is
 * not taken for somebody else's; where it was not carried out, that is left as a failure. Else nothing is kept.
 */
export async function look(desk: MenuDesk, account: Account): Promise<Result<LiveNow>> {
  const now = await askLive(desk, account.id);
  if (!now.ok) return now;
  const { begun } = await desk.record(account.id);
  if (!begun) return now;
  const why = failure(notCarriedOut[begun.kind], {}, desk.language());
  const settled = await settle(desk, account, begun, { now: now.value, why });
  return settled.ok ? now : settled;
}

/** The same only where something was begun that never ended. */
export async function settleOpen(desk: MenuDesk, account: Account): Promise<Result<unknown>> {
  const { begun } = await desk.record(account.id);
  return begun ? look(desk, account) : ok(null);
}

/** @property refused what is said of a refusal @property menuid of the conditional menu that was added */
interface Answered {
  answer: Result<unknown>;
  refused(problem: Failure): Failure;
  menuid?: string | undefined;
}

/**
 * What came of something that was begun and sent: its answer tells, or where that was lost what is there now. Where the
 * platform can't be asked either, it stays on disk as begun.
 */
export async function conclude(desk: MenuDesk, account: Account, begun: Begun, how: Answered): Promise<Result<MenuState>> {
  const { answer, refused, menuid } = how;
  if (answer.ok) {
    const record = await desk.record(account.id);
    return desk.change(account, carriedOut(account.id, begun, record, { at: desk.clock.now(), menuid }));
  }
  if (answer.error.code !== 'platform/unsure') {
    await desk.change(account, { set: { begun: null } });
    return err(refused(answer.error));
  }
  const now = await askLive(desk, account.id);
  if (!now.ok) return err(asOfMenu(answer.error, desk.language()));
  const settled = await settle(desk, account, begun, { now: now.value });
  if (!settled.ok || settled.value.isDone) return settled.ok ? ok(settled.value.state) : settled;
  return err(failure(notCarriedOut[begun.kind], {}, desk.language()));
}

/** Ends what was begun, by what is there now. @property why what is left as a failure where it was not carried out */
async function settle(
  desk: MenuDesk,
  account: Account,
  begun: Begun,
  { now, why }: { now: LiveNow; why?: Failure },
): Promise<Result<{ isDone: boolean; state: MenuState }>> {
  const record = await desk.record(account.id);
  const isDone = isCarriedOut(begun, now);
  const kept = isDone
    ? carriedOut(account.id, begun, record, { at: desk.clock.now(), now })
    : { set: { ...now, begun: null, ...(why && { failure: why }) }, versions: elsewhere(now, record) };
  const changed = await desk.change(account, kept);
  return changed.ok ? ok({ isDone, state: changed.value }) : changed;
}
