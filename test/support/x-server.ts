import { spawn, spawnSync } from 'node:child_process';

/** An X server with a screen that nobody sees. */
export interface XServer {
  /** Such as `:7`. */
  display: string;
  /** Paints the whole screen in one colour, such as `#3366cc`. */
  paint(colour: string): void;
  stop(): Promise<void>;
}

/** Starts `Xvfb` or `Xvnc` on a display that is free. */
export async function startXServer(program: string, args: readonly string[]): Promise<XServer> {
  // why: by default a screen is empty again when the last client has gone
  const child = spawn(program, ['-displayfd', '3', '-noreset', '-nolisten', 'tcp', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const display = await new Promise<string>((resolve, reject) => {
    // It writes the number of its display once clients may come.
    child.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
    child.once('error', reject);
    ended.then(() => reject(new Error(`${program} doesn't start: ${said}`)));
  });
  return {
    display,
    paint(colour) {
      const { status, stderr } = spawnSync('xsetroot', ['-display', display, '-solid', colour], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`xsetroot: ${stderr}`);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
