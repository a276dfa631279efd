import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { buildTouchProgram } from '../support/touch-program.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const flooded = { ...wecomAccount, id: 'flooded', operators: ['zhangsan'], apiBase: 'http://127.0.0.1:9' };
const quiet = { ...wecomAccount, id: 'quiet', operators: ['zhangsan'], apiBase: 'http://127.0.0.1:9' };
/** What one account may have in hand where it is alone: a second one must find room. */
const mostOfOne = limits.messagesInHand * 0.75;
const commandMs = 1_500;

let folder: ReturnType<typeof temporaryFolder>;
let gateway: HeadlessGateway;
let runsFile: string;
beforeEach(async () => {
  folder = temporaryFolder();
  runsFile = join(folder.dir, 'runs.txt');
  writeFileSync(runsFile, '');
  const program = await buildTouchProgram();
  gateway = await startHeadless(folder.dir, [flooded, quiet], {}, { program, env: { WEIGUAN_TEST_RUNS: runsFile } });
}, 60_000);
afterEach(async () => {
  await gateway.kill();
  folder.remove();
});

const memoryOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('a flood of slow commands at one account leaves the other one answered, and what is too much is on record', {
  timeout: 120_000,
}, async () => {
  const senderTo = (id: string) => createSender(`${gateway.listener}/callback/${id}`, publishedKeys);
  const touch = (account: string, mark: string, id: number) =>
    senderTo(account).deliver(textMessage({ to: publishedKeys.receiverId, text: `touch ${mark} ${commandMs}`, id }));

  const floods = Array.from({ length: mostOfOne + 200 }, (_, index) => touch('flooded', `f${index}`, 1_000_000 + index));
  // The flood is in hand while the other account's person asks.
  await Promise.race(floods);
  const answer = await touch('quiet', 'q', 1);
  expect(answer.text).toBe('touched q');

  const answers = await Promise.all(floods);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const rows = await gateway.allMessages();
  const refused = rows.filter(({ type }) => type === 'callback/busy');
  expect(refused.length).toBeGreaterThan(0);
  expect(rows.filter(({ direction, account }) => direction === 'in' && account === 'flooded')).toHaveLength(floods.length - refused.length);
  const runs = readFileSync(runsFile, 'utf8').split('\n').filter(Boolean);
  expect(new Set(runs).size).toBe(runs.length);
  if (process.platform === 'linux') expect(memoryOf(gateway.child.pid ?? 0)).toBeLessThan(600);
});
