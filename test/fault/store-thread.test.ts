import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';

/** Has a signal end the database's thread, which is the first one that the program starts. */
const endOnSignal = `
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.once('worker', (worker) => process.once('SIGUSR2', () => worker.terminate()));
`;

test.runIf(process.platform !== 'win32')(
  'without its database the program ends, so that whoever looks after it starts it anew',
  async () => {
    const folder = temporaryFolder();
    const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(endOnSignal)}` };
    const gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
    const exited = new Promise((resolve) => gateway.child.once('close', resolve));
    gateway.child.kill('SIGUSR2');
    expect(await exited).toBe(1);
    expect(gateway.output()).toContain("The database's thread has ended");
    expect(readFileSync(join(folder.dir, 'data', 'logs', 'weiguan.log'), 'utf8')).toMatch(
      /"code":"store\/ended".*"stack":"Error: exit code/,
    );
    const again = await startHeadless(folder.dir, [wecomAccount]);
    expect(await again.stop()).toBe(0);
    folder.remove();
  },
);

test.runIf(process.platform !== 'win32')('being told to end meanwhile does not make that a success', async () => {
  const folder = temporaryFolder();
  const endsAndIsTold = `
    import { isMainThread } from 'node:worker_threads';
    const tell = () => setImmediate(() => process.kill(process.pid, 'SIGTERM'));
    if (isMainThread) process.once('worker', (worker) => {
      worker.once('exit', tell);
      process.once('SIGUSR2', () => worker.terminate());
    });
  `;
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(endsAndIsTold)}` };
  const gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
  const exited = new Promise((resolve) => gateway.child.once('close', resolve));
  gateway.child.kill('SIGUSR2');
  expect(await exited).toBe(1);
  expect(gateway.output().match(/The database's thread has ended/g)).toHaveLength(1);
  folder.remove();
});
