import { expect, test } from 'vitest';
import { orderShutdown } from './shutdown.ts';
import { testShell } from './test-shell.ts';

test.each([
  ['linux', '无权执行', 'sudo', '管理员'],
  ['windows', '拒绝访问。(5)', '管理员', 'sudo'],
] as const)('a %s that refuses says why, and what would help there', async (system, reason, helps, doesNot) => {
  const shell = testShell(system, () => ({ code: 5, stderr: `${reason}\n` }));
  const ordered = await orderShutdown(shell, 'off', new AbortController().signal, 'zh-CN');
  expect(ordered).toMatchObject({ ok: false, error: { message: expect.stringContaining(reason), hint: expect.stringContaining(helps) } });
  expect(ordered.ok ? '' : ordered.error.hint).not.toContain(doesNot);
});
