import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import type { CommandContext } from './command.ts';
import { lineLanguage } from './parser.ts';
import { failureText } from './run.ts';

/** Tells whoever asked for a command that the end of the program has cut it off, where somebody else said yes to it. */
export type TellCutOff = (yes: { message: string; at: number; account: string; person: string }) => Promise<void>;

/** What was begun long before the yes isn't meant, and isn't searched; but a clock may have been set back in between. */
const searchedMs = 24 * 3_600_000;

/** Looks on disk: another end of the program may have come before anybody could be told. */
export function tellCutOff(store: Pick<Store, 'do'>, tell: CommandContext['tell'], language: () => Language): TellCutOff {
  const tellAsker = askersOf(tell, language);
  return async ({ message, at, ...by }) => {
    // why: the yes itself is a run of that message as well
    const isTheirs = ({ account, person }: Run) => account === by.account && person === by.person;
    const run = (await store.do('runs.cutOff', { message, since: at - searchedMs })).find((one) => !isTheirs(one));
    if (run) await tellAsker(run);
  };
}

/** Tells the same to those who asked in a chat for what the console has said yes to: no message of the log stands for that. */
export async function tellOfConsole(cutOff: readonly Run[], tell: CommandContext['tell'], language: () => Language): Promise<void> {
  const tellAsker = askersOf(tell, language);
  for (const run of cutOff) if (run.message === undefined) await tellAsker(run);
}

const askersOf = (tell: CommandContext['tell'], language: () => Language) => async (run: Run) => {
  if (run.account === undefined || run.person === undefined) return;
  const text = `${run.line}\n${failureText(failure('command/interrupted', {}, lineLanguage(run.line, language())))}`;
  await tell({ account: run.account, person: run.person }, text, `cut off ${run.id}`);
};
