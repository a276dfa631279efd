import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Result } from '../../shared/result.ts';
import { must } from '../../shared/test-result.ts';

const builtProgram = fileURLToPath(new URL('../../out/electron/headless.js', import.meta.url));

/** A headless gateway in a process of its own, with a folder of its own. */
export interface HeadlessGateway {
  dir: string;
  listener: string;
  console: string;
  /** The running program, for a test that breaks what is around it. */
  child: ChildProcess;
  /** Everything that it has printed so far. */
  output(): string;
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<Result<CallOutput<Name>>>;
  /** All rows of the log, newest first. */
  allMessages(): Promise<MessageItem[]>;
  /** Asks it to stop, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export const consoleToken = 'console-token-of-the-tests';

/** A folder that is made anew for one test. */
export function temporaryFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'weiguan-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** How the program is started where that is not by itself. */
interface Launch {
  /** Further environment variables. */
  env?: Record<string, string>;
  /** A command that ends by running what is appended to it. */
  through?: string[];
  /** Another build of the program. */
  program?: string;
}

/** Starts the gateway on free ports with these accounts, in `dir`, and waits until it listens. */
export async function startHeadless(dir: string, accounts: object[], settings: object = {}, launch: Launch = {}): Promise<HeadlessGateway> {
  const configFile = join(dir, 'config.json');
  const config = {
    listener: { port: 0 },
    console: { port: 0, token: { env: 'WEIGUAN_CONSOLE_TOKEN' } },
    dataDir: './data',
    replayWindowSeconds: 0,
    accounts,
    ...settings,
  };
  writeFileSync(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
  const { env = {}, through, program } = launch;
  const started = runHeadless(['--config', configFile], { WEIGUAN_CONSOLE_TOKEN: consoleToken, ...env }, through, program);
  const [listener, console] = await Promise.all([started.line('listening'), started.line('console')]);
  return connect(started, dir, listener, console);
}

interface Started {
  child: ChildProcess;
  output(): string;
  /** Resolves with what follows `word` on the line that begins with it. */
  line(word: string): Promise<string>;
  exited: Promise<number | null>;
}

/** Runs the built program with these arguments. */
export function runHeadless(args: string[], env: Record<string, string> = {}, through: string[] = [], program = builtProgram): Started {
  const [command = process.execPath, ...rest] = [...through, process.execPath, program, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting: { word: string; resolve(rest: string): void }[] = [];
  const read = (line: string) => {
    output += `${line}\n`;
    for (const { word, resolve } of waiting) if (line.startsWith(`${word} `)) resolve(line.slice(word.length + 1));
  };
  createInterface({ input: child.stdout }).on('line', read);
  createInterface({ input: child.stderr }).on('line', read);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    exited,
    output: () => output,
    line: (word) =>
      new Promise((resolve, reject) => {
        waiting.push({ word, resolve });
        void exited.then((code) => reject(new Error(`exit ${code} before "${word}":\n${output}`)));
      }),
  };
}

function connect(started: Started, dir: string, listener: string, consoleUrl: string): HeadlessGateway {
  const call: HeadlessGateway['call'] = async (name, input) => {
    const response = await fetch(`${consoleUrl}/api/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${consoleToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as Result<never>;
  };
  return {
    dir,
    listener,
    console: consoleUrl,
    child: started.child,
    output: started.output,
    call,
    async allMessages() {
      const items: MessageItem[] = [];
      let before: string | undefined;
      do {
        const page = must(await call('messages.page', { limit: 500, ...(before && { before }) }));
        items.push(...page.items);
        before = page.next ?? undefined;
      } while (before);
      return items;
    },
    async stop() {
      started.child.kill('SIGTERM');
      return started.exited;
    },
    async kill() {
      started.child.kill('SIGKILL');
      await started.exited;
    },
  };
}
