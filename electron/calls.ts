import { z } from 'zod';
import { api, type CallName, type CallOutput } from '../shared/api.ts';
import { failure } from '../shared/failures.ts';
import type { Language } from '../shared/language.ts';
import { err, ok, type Result } from '../shared/result.ts';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { MessageLog } from './message-log.ts';
import type { OverviewRoom } from './overview.ts';
import type { SettingsRoom } from './settings.ts';
import type { Simulator } from './simulator/platform.ts';

interface Rooms {
  overview: OverviewRoom;
  activity: Activity;
  messages: MessageLog;
  simulator: Simulator;
  settings: SettingsRoom;
  clock: Clock;
}

/** What each call of the contract does, its input already parsed. */
export type CallTable = {
  [Name in CallName]: (input: z.output<(typeof api)[Name]['input']>) => Promise<Result<CallOutput<Name>>>;
};

export function createCalls({ overview, activity, messages, simulator, settings, clock }: Rooms): CallTable {
  return {
    'overview.get': async () => ok(overview.get()),
    'overview.rate': async ({ minutes }) => ok(activity.rate(minutes, clock.now())),
    'messages.page': async (input) => ok(await messages.page(input)),
    'messages.get': ({ id }) => messages.get(id),
    'simulator.phones': async () => ok(simulator.phones()),
    'simulator.act': async ({ account, action }) => simulator.act(account, action),
    'simulator.clear': async ({ account }) => simulator.clear(account),
    'settings.get': async () => ok(settings.get()),
    'settings.set': async (change) => ok(await settings.set(change as Partial<typeof change> as never)),
  };
}

/**
 * Answers one call of a carrier: the name and the input are whatever came over the border. Never rejects: a bug goes
 * to `onBug`, and the caller learns no more than that there was one.
 */
export async function answerCall(
  calls: CallTable,
  name: string,
  input: unknown,
  language: Language,
  onBug: (error: unknown) => void,
): Promise<Result<unknown>> {
  if (!Object.hasOwn(api, name)) return err(failure('api/unknown-call', { call: name.slice(0, 64) }, language));
  const parsed = api[name as CallName].input.safeParse(input ?? {});
  if (!parsed.success) return err(failure('api/input', { reason: z.prettifyError(parsed.error) }, language));
  try {
    return await (calls[name as CallName] as (input: unknown) => Promise<Result<unknown>>)(parsed.data);
  } catch (error) {
    onBug(error);
    return err(failure('api/bug', {}, language));
  }
}
