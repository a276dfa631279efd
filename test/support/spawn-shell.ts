import { spawn } from 'node:child_process';
import type { Shell } from '../../electron/control/driver.ts';
import { ok } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';

/** A shell that runs programs here, with these surroundings and no others. What it was asked to run is noted. */
export function spawnShell(env: NodeJS.ProcessEnv, system: TargetSystem = 'linux'): Shell & { calls: readonly (readonly string[])[] } {
  const calls: (readonly string[])[] = [];
  return {
    calls,
    system: () => Promise.resolve(ok(system)),
    run({ program, args, input }, { signal, timeoutMs, mostBytes }) {
      calls.push([program, ...args]);
      return new Promise((resolve) => {
        const child = spawn(program, args, { env, signal, timeout: timeoutMs, killSignal: 'SIGKILL', stdio: 'pipe' });
        const pieces: Buffer[] = [];
        let stderr = '';
        child.stdout.on('data', (piece) => pieces.push(piece));
        child.stderr.on('data', (piece) => {
          stderr += piece;
        });
        child.on('error', (error) => {
          stderr += error.message;
        });
        child.stdin.on('error', () => undefined).end(input ?? '');
        child.on('close', (code) => {
          const all = Buffer.concat(pieces);
          resolve(ok({ code, stdout: all.subarray(0, mostBytes), stderr, cut: all.length > mostBytes }));
        });
      });
    },
  };
}
