import { execFile } from 'node:child_process';
import { startProgram } from '../programs/start-program.ts';

/** By the number of the code page. Of the others we know none, or they are UTF-8. */
const encodings: Record<string, string> = { 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' };

/** @param printed by `chcp`, in whatever language: `活动代码页: 936` */
export const encodingIn = (printed: string): string | undefined => encodings[/(\d+)\D*$/.exec(printed)?.[1] ?? ''];

/** Asks until an answer comes, which is kept. `ask` resolves with undefined where none did. */
export function askUntilAnswered(ask: () => Promise<string | undefined>): () => Promise<string | undefined> {
  let asked: Promise<string | undefined> | undefined;
  return async () => {
    asked ??= ask();
    const printed = await asked;
    if (printed === undefined) asked = undefined;
    return printed;
  };
}

const printedByChcp = askUntilAnswered(() => printedBy('cmd', ['/d', '/c', 'chcp']));

/** What a program prints; undefined where it could not be started, failed or took too long. */
export function printedBy(program: string, args: string[]): Promise<string | undefined> {
  const options = { encoding: 'latin1', windowsHide: true, timeout: 2_000 } as const;
  return new Promise((resolve) => {
    const started = startProgram(() => execFile(program, args, options, (error, printed) => resolve(error ? undefined : printed)));
    if (!started.ok) resolve(undefined);
  });
}

/** What programs write on this Windows where they don't write UTF-8. */
export const windowsEncoding = async (): Promise<string | undefined> => encodingIn((await printedByChcp()) ?? '');
