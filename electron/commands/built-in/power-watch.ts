import { type FailureCode, failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { Driver, Presence } from '../../control/driver.ts';
import { systemDoorOf } from '../../control/targets/probes.ts';
import type { CommandContext } from '../command.ts';
import { powerOver } from '../reach.ts';
import type { PowerAct } from './power-order.ts';

/** How long a machine may take to start or to end, and how often it is looked at, in ms. */
const patienceMs = 5 * 60_000;
const lookEveryMs = 1_000;
/** A look that took longer was cut in two by this computer's sleep, in which nobody waited. */
const longestLookMs = 60_000;
/**
 * A system is off once it was silent so many times in a row: one that still says no is there, and may have much to end. A
 * board says it for certain.
 */
const silentLooks = 3;

type Look = () => Promise<Presence>;

/** What there is to look at: the system, which answers or doesn't, and the power, of which only a board knows. */
interface Looks {
  system?: Look;
  board?: Look;
}

/** Whether a target is on; a board knows best. Fails with why the board doesn't say. */
export async function tellPower(target: Target, context: CommandContext): Promise<Result<string>> {
  const { signal, language, fleet } = context;
  const drivers = await fleet.drivers(target);
  if (!drivers.ok) return drivers;
  const known = await powerOver(drivers.value).state?.(signal);
  if (known) return known.ok ? ok(stateTexts[language][known.value === 'on' ? 'up' : 'down']) : known;
  const { system } = looksBy(drivers.value, target, signal);
  return ok(stateTexts[language][system ? await system() : 'unknown']);
}

/**
 * Waits until an order has come true. Fails where that takes too long, with `command/unwatched` where it is called off, and
 * with the doubt whether it was heard where nothing has resolved that.
 */
export async function watchPower(act: PowerAct, target: Target, context: CommandContext, doubt?: Failure): Promise<Result<string>> {
  const { language, fleet, signal } = context;
  const drivers = await fleet.drivers(target);
  const waited = await waits[act](looksBy(drivers.ok ? drivers.value : [], target, signal), target, context);
  if (!waited.ok) return doubt ? err(unresolved(doubt, waited.error, target, language)) : waited;
  if (waited.value === undefined) return doubt ? err(doubt) : ok(givenTexts[language]);
  return ok(reachedText(act, waited.value, language));
}

/** Why an order that may not have been heard wasn't seen to come true: never as if it had been given. */
function unresolved(doubt: Failure, late: Failure, { id }: Target, language: Language): Failure {
  if (late.code === 'command/unwatched') return doubt;
  return late.code === 'command/not-down' ? failure('command/not-down-unanswered', { target: id }, language) : late;
}

/** How many seconds it took; nothing where nothing tells whether it has come true. */
type Waited = Result<number | undefined>;

const waitForUp = ({ system, board }: Looks, target: Target, context: CommandContext) =>
  waitFor({ wanted: ['up'], look: system ?? board, late: 'command/not-up' }, target, context);

const waitForDown = ({ system, board }: Looks, target: Target, context: CommandContext) =>
  waitFor({ wanted: ['down'], look: board ?? system, inARow: board ? 1 : silentLooks, late: 'command/not-down' }, target, context);

/** A warm start and a reset leave the power on, so it is the system that has to go away and come back. */
async function waitForReboot(looks: Looks, target: Target, context: CommandContext): Promise<Waited> {
  if (looks.system) {
    const ended = await waitFor({ wanted: ['down', 'refused'], look: looks.system, late: 'command/reboot-unseen' }, target, context);
    if (!ended.ok || ended.value === undefined) return ended;
    const up = await waitForUp(looks, target, context);
    return up.ok && up.value !== undefined ? ok(ended.value + up.value) : up;
  }
  const on = await waitForUp(looks, target, context);
  return on.ok ? ok(undefined) : on;
}

const waits: Record<PowerAct, (looks: Looks, target: Target, context: CommandContext) => Promise<Waited>> = {
  ...{ on: waitForUp, off: waitForDown, reboot: waitForReboot, 'force-off': waitForDown, reset: waitForReboot },
};

function looksBy(drivers: readonly Driver[], target: Target, signal: AbortSignal): Looks {
  const door = systemDoorOf(target);
  const knock = drivers.find(({ kind }) => kind === door)?.presence;
  const { state } = powerOver(drivers);
  return {
    ...(knock && { system: () => knock(signal) }),
    ...(state && {
      board: async () => {
        const known = await state(signal);
        return known.ok ? (known.value === 'on' ? 'up' : 'down') : 'unknown';
      },
    }),
  };
}

interface Wait {
  wanted: readonly Presence[];
  look: Look | undefined;
  /** So many looks have to agree. */
  inARow?: number;
  /** What it fails with where it takes too long. */
  late: FailureCode;
}

async function waitFor({ wanted, look, inARow = 1, late }: Wait, target: Target, context: CommandContext): Promise<Waited> {
  if (!look) return ok(undefined);
  const { signal, elapsed, pause, output, language } = context;
  const started = elapsed();
  let [lookedAt, waited, agreeing] = [started, 0, 0];
  while (!signal.aborted) {
    const seen = await look();
    const at = elapsed();
    waited += Math.min(at - lookedAt, longestLookMs);
    lookedAt = at;
    agreeing = wanted.includes(seen) ? agreeing + 1 : 0;
    if (agreeing === inARow) return ok(Math.round((at - started) / 1000));
    if (waited > patienceMs && agreeing === 0)
      return seen === 'unknown' || isEnding(seen, wanted) ? ok(undefined) : err(failure(late, { target: target.id }, language));
    output('.');
    // why: an abort ends the wait, but not what was ordered
    await pause(lookEveryMs, signal);
  }
  return err(failure('command/unwatched', { target: target.id }, language));
}

/** A machine whose door is shut may be long in ending, or have ended all but its power: it isn't off, and it isn't running either. */
const isEnding = (seen: Presence, wanted: readonly Presence[]) => seen === 'refused' && wanted.includes('down');

const reachedWords: Record<Language, Record<PowerAct, string>> = {
  'zh-CN': { on: '已开机', off: '已关机', 'force-off': '已关机', reboot: '已重启', reset: '已重启' },
  en: { on: 'Up after', off: 'Off after', 'force-off': 'Off after', reboot: 'Rebooted in', reset: 'Rebooted in' },
};

function reachedText(act: PowerAct, seconds: number, language: Language): string {
  const word = reachedWords[language][act];
  return language === 'en' ? `${word} ${seconds} s.` : `${word}，用时 ${seconds} 秒。`;
}

const givenTexts: Record<Language, string> = {
  'zh-CN': '指令已发出，但没有办法确认结果。',
  en: 'The order was given; nothing tells whether it was followed.',
};

const stateTexts: Record<Language, Record<Presence, string>> = {
  'zh-CN': {
    up: '已开机',
    refused: '机器还开着，但系统没有应答：可能正在启动或关机',
    down: '已关机或无法连接',
    unknown: '无法判断是否开机：没有可以查询的地方，或者跳板机、网络不通',
  },
  en: {
    up: 'on',
    refused: 'on, but its system does not answer: it may be starting or ending',
    down: 'off, or out of reach',
    unknown: 'cannot be told: there is nothing to ask, or the jump host or network is down',
  },
};
