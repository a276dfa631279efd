import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import type { CommandContext } from './command.ts';
import { failureText } from './run.ts';

/** Tells whoever asked for a command that the end of the program has cut it off, where somebody else said yes to it. */
export type TellCutOff = (yes: { message: string; at: number; account: string; person: string }) => Promise<void>;

/** What was begun long before the yes isn't meant, and isn't searched; but a clock may have been set back in between. */
const searchedMs = 24 * 3_600_000;

/** Looks on disk: another end of the program may have come before anybody could be told. */
export function tellCutOff(store: Pick<Store, 'do'>, tell: CommandContext['tell'], language: () => Language): TellCutOff {
  return async ({ message, at, ...by }) => {
    // why: the yes itself is a run of that message as well
    const isTheirs = ({ account, person }: Run) => account === by.account && person === by.person;
    const run = (await store.do('runs.cutOff', { message, since: at - searchedMs })).find((one) => !isTheirs(one));
    if (run?.account === undefined || run.person === undefined) return;
    const text = `${run.line}\n${failureText(failure('command/interrupted', {}, language()))}`;
    await tell({ account: run.account, person: run.person }, text, `cut off ${run.id}`);
  };
}
