import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

/** Runs what follows with a disk of 4 MB at `folder`, which is there for that program alone and ends with it. */
const withSmallDisk = (folder: string) => [
  'unshare',
  '--user',
  '--map-root-user',
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"',
  folder,
];
const canMount = process.platform === 'linux' && spawnSync('unshare', [...withSmallDisk('/mnt').slice(1), 'true']).status === 0;
if (!canMount) console.log('skipped: a gateway on a full disk (needs Linux with user namespaces, to mount a small disk)');

test.runIf(canMount)('on a full disk nothing is answered that was not kept, and when there is room again all goes on', async () => {
  const folder = temporaryFolder();
  const data = join(folder.dir, 'data');
  mkdirSync(data);
  const gateway = await startHeadless(folder.dir, [wecomAccount], {}, { through: withSmallDisk(data) });
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  let id = 0;
  const help = () => sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: ++id }));
  const health = async () => (await fetch(`${gateway.listener}/healthz`)).status;
  expect((await help()).text).toContain('可用命令');
  expect(await health()).toBe(200);

  const filler = join(`/proc/${gateway.child.pid}/root`, data, 'filler');
  expect(() => writeFileSync(filler, Buffer.alloc(8 * 1024 * 1024))).toThrow('ENOSPC');
  const answered = new Set<string>();
  let refused = 0;
  while (refused < 10 && id < 500) {
    const { status } = await help();
    if (status === 200) answered.add(String(id));
    else refused += 1;
  }
  expect(refused).toBe(10);
  expect(gateway.output()).toContain('database or disk is full');
  expect(await health()).toBe(503);
  expect((await gateway.call('overview.get', {})).ok).toBe(true);

  rmSync(filler);
  while ((await health()) !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await help()).text).toContain('可用命令');
  const kept = new Set((await gateway.allMessages()).map(({ xml }) => /<MsgId>(\d+)</.exec(xml)?.[1]));
  expect([...answered].filter((message) => !kept.has(message))).toEqual([]);
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});
