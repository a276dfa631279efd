import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';

import { onCore, pinRest, serverCore, spreadThreads } from './cores.ts';
import { type LoadKind, loadKeys } from './requests.ts';

/** What the bench needs to know of where things were built. */
export interface Places {
  /** The repository: Electron runs the program from there. */
  root: string;
  /** The folder of the built bench programs. */
  bench: string;
  /** The gateway with a store that commits each message by itself. */
  oneCommit: string;
  /** Electron's own program. */
  electron: string;
}

/** Whether a server has one core for all its threads, or its main thread one to itself, with the store's thread elsewhere. */
export type Layout = 'one-core' | 'own-core';

export type ContenderName = 'bare' | 'node' | 'one-commit' | 'bare-electron' | 'electron';

/** Bare servers keep nothing; the others are measured against the one of their own runtime. */
export const isBare = (name: ContenderName) => name === 'bare' || name === 'bare-electron';

/** A server under load. */
export interface Contender {
  pid: number;
  port: number;
  /** Ends it as a power cut would, so that only what is on disk counts, then says how many messages are there. */
  killAndCount(): Promise<number>;
}

/** Starts a server in a folder of its own and waits until it answers. */
export async function startContender(name: ContenderName, kind: LoadKind, layout: Layout, places: Places): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-bench-'));
  const port = await freePort();
  const [command = '', ...args] = onCore(serverCore, commandOf(name, kind, places, port, writeConfig(folder, port)));
  const child = spawn(command, args, { env: { ...process.env, LANG: 'zh_CN.UTF-8' }, stdio: ['ignore', 'ignore', 'pipe'] });
  const complaints: string[] = [];
  child.stderr.on('data', (text: Buffer) => void complaints.push(text.toString()));
  await untilReachable(port, child, complaints);
  if (name.endsWith('electron')) await pinRest(child.pid ?? 0);
  if (layout === 'own-core') spreadThreads(child.pid ?? 0);
  return {
    pid: child.pid ?? 0,
    port,
    async killAndCount() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      const count = isBare(name) ? 0 : countMessages(join(folder, 'data', 'weiguan.db'));
      await removeFolder(folder);
      return count;
    },
  };
}

function commandOf(
  name: ContenderName,
  kind: LoadKind,
  { root, bench, oneCommit, electron }: Places,
  port: number,
  config: string,
): string[] {
  const noSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const commands: Record<ContenderName, string[]> = {
    bare: [process.execPath, join(bench, 'bare-server.js'), String(port), kind],
    node: [process.execPath, join(root, 'out', 'electron', 'headless.js'), '--config', config],
    'bare-electron': [electron, ...noSandbox, bareApp(config, bench), String(port), kind],
    electron: [electron, ...noSandbox, root, '--config', config],
    'one-commit': [process.execPath, join(oneCommit, 'headless.js'), '--config', config],
  };
  return commands[name];
}

function writeConfig(folder: string, port: number): string {
  const file = join(folder, 'config.json');
  const account = {
    ...{ id: 'load', platform: 'wecom', corpId: loadKeys.receiverId, agentId: 218, secret: 'secret' },
    ...{ token: loadKeys.token, encodingAesKey: loadKeys.encodingAesKey },
  };
  const config = {
    ...{ listener: { port }, console: { port: 0 }, dataDir: './data', accounts: [account] },
    secrets: { passphrase: 'of the bench' },
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** The bare server as a program for Electron. Gives back its folder. */
function bareApp(config: string, bench: string): string {
  const folder = join(dirname(config), 'app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', type: 'module', main: 'main.js' }));
  writeFileSync(join(folder, 'main.js'), `import ${JSON.stringify(pathToFileURL(join(bench, 'bare-server.js')).href)};\n`);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function untilReachable(port: number, child: ChildProcess, complaints: string[]): Promise<void> {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    const reached = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (reached) return;
    await setTimeout(100);
  }
  child.kill('SIGKILL');
  throw new Error(`a server of the bench did not start:\n${complaints.join('')}`);
}

function countMessages(file: string): number {
  const db = new DatabaseSync(file);
  const row = db.prepare("SELECT count(*) AS count FROM messages WHERE direction = 'in'").get() as { count: number };
  db.close();
  return row.count;
}

/** The helpers of a killed Electron may still be writing for a moment. */
async function removeFolder(folder: string): Promise<void> {
  await setTimeout(200);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/**
 * Processor time that a server has used so far on the core that is measured, in ms: all its threads together, or its
 * main thread where that has a core to itself. 0 where the system doesn't tell.
 */
export function processorMs(pid: number, layout: Layout): number {
  if (process.platform !== 'linux') return 0;
  const stat = layout === 'own-core' ? `/proc/${pid}/task/${pid}/stat` : `/proc/${pid}/stat`;
  const [ticks] = execFileSync('awk', ['{ sub(/.*\\) /, ""); print $12 + $13 }', stat], { encoding: 'utf8' }).split('\n');
  return Number(ticks) * 10;
}
