import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Run } from '../../shared/run.ts';
import type { CommandContext } from './command.ts';
import { failureText } from './run.ts';

/** Tells whoever asked for a command that the end of the program has cut it off, where somebody else said yes to it. */
export type TellCutOff = (yes: { message: string; account: string; person: string }) => Promise<void>;

/** @param cutOff the runs that the last end of the program has cut off */
export function tellCutOff(cutOff: readonly Run[], tell: CommandContext['tell'], language: () => Language): TellCutOff {
  return async ({ message, ...by }) => {
    // why: the yes itself is a run of that message as well
    const isTheirs = ({ account, person }: Run) => account === by.account && person === by.person;
    const run = cutOff.find((one) => one.message === message && !isTheirs(one));
    if (run?.account === undefined || run.person === undefined) return;
    const text = `${run.line}\n${failureText(failure('command/interrupted', {}, language()))}`;
    await tell({ account: run.account, person: run.person }, text, `cut off ${run.id}`);
  };
}
