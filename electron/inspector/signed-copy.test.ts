import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CurlCopy } from '../../shared/inspection.ts';
import { must } from '../../shared/test-result.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
import { readEncodingAesKey } from '../wechat/credentials.ts';
import { decryptMessage } from '../wechat/crypt.ts';
import { curlOf } from './signed-copy.ts';

const aesKey = must(readEncodingAesKey('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'));
const base = { token: 'QDG6eK', aesKey, receiverId: 'wx5823bf96d3bd56c7' };
const xml = '<xml><Content><![CDATA[it\'s 重启 $(reboot) `x` "y" ‘z’ %PATH% \\ \n&]]></Content></xml>';

/** The arguments as a POSIX shell hands them over. */
function argumentsOf(command: string): string[] {
  return execFileSync('sh', ['-c', command.replace(/^curl/, 'printf "%s\\0"')], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** What PowerShell leaves as it is within single quotes, and no quote of any kind. */
const powerShellForm =
  /^\$f = \(New-TemporaryFile\)\.FullName; \[IO\.File\]::WriteAllBytes\(\$f, \[Convert\]::FromBase64String\('([\w+/=]+)'\)\); curl\.exe -sS --noproxy '\*' -X POST '([^'‘’‚‛\s]+)' -H 'Content-Type: text\/xml' --data-binary "@\$f"; Remove-Item \$f$/;

const readers: Record<CurlCopy['shell'], (command: string) => { target: string; body: string }> = {
  posix(command) {
    const words = argumentsOf(command);
    return { target: words.find((word) => word.startsWith('http')) ?? '', body: words.at(-1) ?? '' };
  },
  powershell(command) {
    const [, body = '', target = ''] = powerShellForm.exec(command) ?? [];
    return { target, body: Buffer.from(body, 'base64').toString() };
  },
};

describe.each(['posix', 'powershell'] as const)('for the shell %s', (shell) => {
  test.each<[string, CallbackCredentials]>([
    ['a WeCom app', { ...base, platform: 'wecom', mode: 'safe' }],
    ['an Official Account in safe mode', { ...base, platform: 'official-account', mode: 'safe' }],
    ['an Official Account in plaintext mode', { ...base, platform: 'official-account', mode: 'plaintext' }],
  ])('the copy of a message to %s opens like the message itself', (_, credentials) => {
    const command = curlOf({ url: 'http://127.0.0.1:18080/callback/ops', credentials, xml, now: Date.now(), random: randomBytes, shell });
    const { target, body } = readers[shell](command);
    const url = new URL(target);
    expect(url.pathname).toBe('/callback/ops');
    expect(decryptMessage(credentials, Object.fromEntries(url.searchParams), body)).toMatchObject({ ok: true, value: { xml } });
  });

  test('no Token stands in it', () => {
    const credentials: CallbackCredentials = { ...base, platform: 'wecom', mode: 'safe' };
    const command = curlOf({ url: 'http://127.0.0.1/callback/ops', credentials, xml, now: 0, random: randomBytes, shell });
    expect(command).not.toContain(base.token);
  });
});
