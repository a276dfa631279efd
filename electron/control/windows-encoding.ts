import { execFile } from 'node:child_process';

/** By the number of the code page. Of the others we know none, or they are UTF-8. */
const encodings: Record<string, string> = { 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' };

/** @param printed by `chcp`, in whatever language: `活动代码页: 936` */
export const encodingIn = (printed: string): string | undefined => encodings[/(\d+)\D*$/.exec(printed)?.[1] ?? ''];

let asked: Promise<string | undefined> | undefined;

/** What programs write on this Windows where they don't write UTF-8; asked for once. */
export function windowsEncoding(): Promise<string | undefined> {
  asked ??= new Promise((resolve) => {
    const options = { encoding: 'latin1', windowsHide: true, timeout: 2_000 } as const;
    execFile('cmd', ['/d', '/c', 'chcp'], options, (error, printed) => resolve(error ? undefined : encodingIn(printed)));
  });
  return asked;
}
