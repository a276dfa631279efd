import { expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { localShell } from './local-shell.ts';
import { isFor, scriptCall } from './script-call.ts';

const options = { signal: new AbortController().signal, timeoutMs: 20_000, mostBytes: 64 * 1024 };

async function run(text: string, given: string[] = [], interpreter: 'sh' | 'bash' = 'sh') {
  const ended = must(await localShell(process.env).run(scriptCall({ interpreter, text }, given), options));
  return { code: ended.code, printed: ended.stdout.toString(), stderr: ended.stderr };
}

const hostile = ['$(touch /tmp/x)', "'; rm -rf /; '", '`id`', 'a\nb', '', '"quoted" \\ 中文', '* ? [a]', '-n', '--'];

test.runIf(process.platform !== 'win32').each(['sh', 'bash'] as const)('%s: each argument arrives as it is', async (interpreter) => {
  const { printed } = await run('for word in "$@"; do printf "<%s>" "$word"; done', hostile, interpreter);
  expect(printed).toBe(hostile.map((word) => `<${word}>`).join(''));
});

test.runIf(process.platform !== 'win32')('a program that reads all of its input takes nothing of the script', async () => {
  expect(await run('cat; echo "after $1"', ['x'])).toMatchObject({ code: 0, printed: 'after x\n' });
});

test.runIf(process.platform !== 'win32')(
  'the script’s exit code, line numbers and Windows line ends are as its author means them',
  async () => {
    expect(await run('#!/bin/sh\r\necho one\r\nexit 3\r\n')).toMatchObject({ code: 3, printed: 'one\n' });
    expect(await run('# nothing but a comment')).toMatchObject({ code: 0, printed: '' });
    expect((await run('echo one\nno-such-program-here', [], 'bash')).stderr).toContain('line 2');
    expect(await run('cat <<END\nhere $1\nEND\n', ['x'])).toMatchObject({ printed: 'here x\n' });
  },
);

test('PowerShell gets text and arguments as ASCII JSON; a script is for the systems that have its interpreter', () => {
  const { program, args, input } = scriptCall({ interpreter: 'powershell', text: 'Write-Output "你好" $args[0]' }, ['日志', '$x']);
  expect(program).toBe('powershell');
  expect(args.join(' ')).not.toMatch(/Write-Output|日志|\$x/);
  expect(input).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(input ?? '')).toEqual({ script: 'Write-Output "你好" $args[0]', args: ['日志', '$x'] });
  expect(isFor({ interpreter: 'powershell' }, 'windows')).toBe(true);
  expect(isFor({ interpreter: 'powershell' }, 'linux')).toBe(false);
  expect(isFor({ interpreter: 'sh' }, 'windows')).toBe(false);
  expect(isFor({ interpreter: 'bash' }, 'macos')).toBe(true);
});
