import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const builder = fileURLToPath(new URL('./build-touch-program.mjs', import.meta.url));

/** Builds the headless program whose one command, `touch <mark> <ms>`, notes each run in the file `WEIGUAN_TEST_RUNS`. */
export async function buildTouchProgram(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [builder]);
  return stdout.trim().split('\n').at(-1) ?? '';
}
