import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Load, LoadResult } from '../bench/load/generator.ts';

const builder = fileURLToPath(new URL('./build-load-generator.mjs', import.meta.url));

/** Messages that are sealed and wait to be sent. */
export interface PreparedLoad {
  /** Sends them; gives back what came of it when all are answered. */
  send(): Promise<LoadResult>;
  /** Ends the sender, whatever it does. */
  end(): void;
}

/** Builds the program that sends loads; gives back where it is. */
export async function buildLoadGenerator(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [builder]);
  return stdout.trim().split('\n').at(-1) ?? '';
}

/**
 * Prepares a load for a callback listener, in a process of its own: what drives a window has no time to send a thousand
 * messages a second beside. Its connections are open by then, and are closed by a listener that waits long for them.
 * @param generator what `buildLoadGenerator` gave back
 */
export async function prepareLoad(generator: string, load: Load): Promise<PreparedLoad> {
  const child = spawn(process.execPath, [generator, JSON.stringify(load)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const line = await lines.next();
    if (line.done) throw new Error('the load generator ended without a result');
    return line.value;
  };
  await next();
  return {
    async send() {
      child.stdin.write('go\n');
      return JSON.parse(await next()) as LoadResult;
    },
    end: () => void child.kill(),
  };
}
