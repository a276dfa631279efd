import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { endMarked, markProcess } from './process-mark.ts';

let child: ChildProcess | undefined;
afterEach(() => void child?.kill('SIGKILL'));

async function start(): Promise<number> {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: process.platform !== 'win32' });
  await once(child, 'spawn');
  return child.pid ?? 0;
}

test('a program that was left behind is ended', async () => {
  const mark = await markProcess(await start());
  expect(await markProcess(child?.pid ?? 0)).toEqual(mark);
  const exited = once(child as ChildProcess, 'exit');
  expect(mark && (await endMarked(mark))).toBe(true);
  await exited;
  expect(mark && (await endMarked(mark))).toBe(false);
  expect(await markProcess(child?.pid ?? 0)).toBeUndefined();
});

test('another one that has its number by now is left alone', async () => {
  const mark = await markProcess(await start());
  expect(await endMarked({ pid: mark?.pid ?? 0, begun: 'at another time' })).toBe(false);
  expect(await markProcess(mark?.pid ?? 0)).toEqual(mark);
});
