import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Language } from '../../shared/language.ts';
import { readConfigFile } from './config-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'weiguan-config-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const corp = { id: 'corp', platform: 'wecom', corpId: 'ww1', agentId: 218, secret: 's', token: 't', encodingAesKey: key };

function read(content: string | object, env: NodeJS.ProcessEnv = {}, language: Language = 'en') {
  const file = join(dir, 'config.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return readConfigFile(file, env, language);
}
const problem = (content: string | object) => {
  const result = read(content);
  return result.ok ? undefined : result.error;
};

describe('a config file', () => {
  test('may leave its accounts to the console', () => {
    expect(read({ console: { token: 't' } })).toMatchObject({ ok: true, value: { accounts: [], console: { token: 't' } } });
    expect(read({ accounts: [] })).toMatchObject({ ok: true, value: { accounts: [] } });
  });
  test('with the least in it gets the defaults', () => {
    expect(read({ accounts: [corp] })).toMatchObject({
      ok: true,
      value: {
        dataDir: join(dir, 'data'),
        listener: { host: '127.0.0.1', port: 18080 },
        console: { host: '127.0.0.1', port: 18081 },
        replayWindowSeconds: 600,
        accounts: [
          {
            account: { id: 'corp', receiverId: 'ww1', agentId: '218', mode: 'safe', apiBase: 'https://qyapi.weixin.qq.com' },
            secrets: { token: 't' },
          },
        ],
      },
    });
  });
  test('takes secrets inline, from the environment and from files beside it', () => {
    writeFileSync(join(dir, 'secret.txt'), 'from-file\n');
    const result = read({ accounts: [{ ...corp, secret: { file: 'secret.txt' }, token: { env: 'TOKEN' } }] }, { TOKEN: 'from-env' });
    expect(result).toMatchObject({
      value: { accounts: [{ secrets: { token: 'from-env', apiSecret: 'from-file', encodingAesKey: key } }] },
    });
  });
  test('says what opens the encrypted file of secrets', () => {
    const withPassphrase = read({ accounts: [corp], secrets: { passphrase: { env: 'PASS' } } }, { PASS: 'from-env' });
    expect(withPassphrase).toMatchObject({ value: { secrets: { passphrase: 'from-env' } } });
    const withKeyFile = read({ accounts: [corp], secrets: { keyFile: 'weiguan.key' } });
    expect(withKeyFile).toMatchObject({ value: { secrets: { keyFile: join(dir, 'weiguan.key') } } });
    expect(read({ accounts: [corp] })).not.toHaveProperty('value.secrets');
  });
  test('says how an account reaches the platform', () => {
    const wayOut = { via: 'proxy', url: 'socks5://me@proxy.example:1080', password: { env: 'PROXY' } };
    expect(read({ accounts: [{ ...corp, wayOut }] }, { PROXY: 'from-env' })).toMatchObject({
      value: { accounts: [{ account: { wayOut: { via: 'proxy', url: wayOut.url } }, secrets: { proxyPassword: 'from-env' } }] },
    });
    expect(JSON.stringify(read({ accounts: [{ ...corp, wayOut: { via: 'ssh' } }] }))).toContain('"wayOut":{"via":"ssh"}');
    expect(JSON.stringify(read({ accounts: [corp] }))).toContain('"wayOut":{"via":"direct"}');
  });
  test('says what an account may do; where it does not, that is left to the platform', () => {
    const oa = { id: 'oa', platform: 'official-account', appId: 'wx1', token: 't', mode: 'plaintext' };
    const accountOf = (entry: object) => {
      const result = read({ accounts: [entry] });
      return result.ok ? result.value.accounts[0]?.account : undefined;
    };
    expect(accountOf({ ...oa, kind: 'subscription' })).toMatchObject({ kind: 'subscription', verified: false });
    expect(accountOf({ ...oa, kind: 'service', verified: true })).toMatchObject({ kind: 'service', verified: true });
    expect(accountOf({ ...oa, sandboxAccount: true })).toMatchObject({ sandboxAccount: true });
    expect(accountOf(oa)).not.toHaveProperty('kind');
    expect(accountOf({ ...corp, seats: 200 })).toMatchObject({ seats: 200 });
    expect(accountOf(corp)).not.toHaveProperty('seats');
  });
  test('tells which environment variables its secrets come from', () => {
    const env = { TOKEN: 't', PASS: 'a passphrase' };
    expect(read({ accounts: [{ ...corp, token: { env: 'TOKEN' } }], secrets: { passphrase: { env: 'PASS' } } }, env)).toMatchObject({
      value: { secretVariables: ['PASS', 'TOKEN'] },
    });
  });
  test('may write an IPv6 address in brackets, as in a URL', () => {
    const addresses = { listener: { host: '[::]' }, console: { host: '[::1]', port: 1 } };
    expect(read({ ...addresses, accounts: [corp] })).toMatchObject({
      value: { listener: { host: '::', port: 18080 }, console: { host: '::1', port: 1 } },
    });
  });
  test('may put the console where others reach it, behind a token that nobody guesses', () => {
    const console = { host: '0.0.0.0', token: { env: 'TOKEN' } };
    expect(read({ console, accounts: [corp] }, { TOKEN: '0123456789abcdef' }).ok).toBe(true);
    for (const host of ['127.0.0.1', '127.8.9.10', '::1', '[::1]', 'localhost', 'LOCALHOST'])
      expect(read({ console: { host, token: 'short' }, accounts: [corp] }).ok).toBe(true);
  });
  test('may begin with the byte order mark that Windows editors write', () =>
    expect(read(`\uFEFF${JSON.stringify({ accounts: [corp] })}`).ok).toBe(true));
  test('lets an Official Account in plaintext mode go without a key', () => {
    const oa = { id: 'oa', platform: 'official-account', appId: 'wx1', token: 't', mode: 'plaintext' };
    expect(read({ accounts: [oa] }).ok).toBe(true);
    expect(problem({ accounts: [{ ...oa, mode: 'safe' }] })?.message).toContain('accounts[0].encodingAesKey');
  });
});

describe('a wrong config file is told with its place:', () => {
  test('one that is not there', () =>
    expect(readConfigFile(join(dir, 'none.json'), {}, 'en')).toMatchObject({ error: { code: 'config/unreadable' } }));
  test('one that is empty', () => expect(problem('')).toMatchObject({ code: 'config/syntax' }));
  test('one without straight quotes', () =>
    expect(problem('{ id: 1 }')?.message).toContain('not understood; a text or a name needs straight double quotes'));
  test('one that is no JSON', () => {
    const message = problem('{\n  "accounts": [\n    { "id" "corp" }\n  ]\n}')?.message;
    expect(message).toContain('line 3, column 12');
  });
  test('a value of the wrong kind', () => {
    const message = problem('{\n  "listener": { "port": "80" },\n  "accounts": []\n}')?.message;
    expect(message).toContain('listener.port (line 2, column 25)');
  });
  test('neither a passphrase nor a key file, or both', () => {
    for (const secrets of [{}, { passphrase: 'a passphrase', keyFile: 'weiguan.key' }]) {
      const message = problem({ accounts: [corp], secrets })?.message;
      expect(message).toContain('secrets (line');
      expect(message).toContain('either "passphrase" or "keyFile" is expected, not both');
    }
  });
  test('a passphrase that cannot be had', () =>
    expect(problem({ accounts: [corp], secrets: { passphrase: { file: 'none.txt' } } })).toMatchObject({
      code: 'config/secret',
      message: expect.stringContaining('secrets.passphrase'),
    }));
  test('a console that others reach without a token, or with one that can be guessed', () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.2', 'console.example', '127.evil.example']) {
      expect(problem({ console: { host }, accounts: [corp] })).toMatchObject({
        code: 'config/value',
        message: expect.stringContaining('console.token (line 2'),
      });
      expect(problem({ console: { host, token: '0123456789abcde' }, accounts: [corp] })).toMatchObject({
        code: 'config/value',
        message: expect.stringContaining('at least 16 characters'),
      });
    }
  });
  test('a host that is none', () => expect(problem({ listener: { host: '[]' }, accounts: [corp] })?.message).toContain('listener.host'));
  test('a key that is too short', () =>
    expect(problem({ accounts: [{ ...corp, encodingAesKey: 'short' }] })?.message).toContain('accounts[0].encodingAesKey'));
  test('an unknown setting, which is mostly a slip of the pen', () => {
    const written = JSON.stringify({ accounts: [{ ...corp, tokens: 't' }], replayWindow: 1 }, null, 2).split('\n');
    const lineOf = (key: string) => written.findIndex((line) => line.includes(`"${key}"`)) + 1;
    expect(problem(written.join('\n'))?.message).toContain(`accounts[0].tokens (line ${lineOf('tokens')}, column 17)`);
    expect(problem({ accounts: [corp], replayWindow: 1 })?.message).toMatch(/replayWindow \(line 13, column 19\)/);
    expect(problem('{ "listener": {\n "prot": 1 },\n "accounts": [] }')?.message).toContain('listener.prot (line 2, column 10)');
  });
  test('two accounts of one id', () => expect(problem({ accounts: [corp, corp] })?.message).toContain('accounts[1].id'));
  test('two ids that differ only in case: some keychains take them for the same', () =>
    expect(problem({ accounts: [corp, { ...corp, id: 'CORP' }] })?.message).toMatch(
      /accounts\[1\]\.id .*"corp" only in upper and lower case/,
    ));
  test('a way out that is none, or a proxy without an address or with a password in it', () => {
    const told = (wayOut: unknown) => problem({ accounts: [{ ...corp, wayOut }] })?.message;
    expect(told({ via: 'vpn' })).toMatch(/accounts\[0\]\.wayOut\.via .*"direct", "ssh" or "proxy" is expected/);
    expect(told('ssh')).toMatch(/accounts\[0\]\.wayOut .*an object .* is expected/);
    expect(told({ via: 'proxy' })).toContain('accounts[0].wayOut.url');
    expect(told({ via: 'proxy', url: 'http://me:pw@proxy.example' })).toContain('a password goes under "password"');
    expect(told({ via: 'ssh', url: 'http://proxy.example' })).toContain('accounts[0].wayOut.url');
    expect(told({ via: 'proxy', url: 'http://proxy.example', password: { env: 'NOT_SET' } })).toContain('accounts[0].wayOut.password');
  });
  test('a kind that is none, or "verified" without a kind', () => {
    const oa = { id: 'oa', platform: 'official-account', appId: 'wx1', token: 't', mode: 'plaintext' };
    expect(problem({ accounts: [{ ...oa, kind: 'shop' }] })?.message).toMatch(/accounts\[0\]\.kind .*"subscription".*"service"/);
    expect(problem({ accounts: [{ ...oa, verified: true }] })?.message).toContain('accounts[0].verified');
    expect(problem({ accounts: [{ ...corp, seats: 0 }] })?.message).toContain('accounts[0].seats');
    expect(problem({ accounts: [{ ...corp, kind: 'service' }] })?.message).toContain('accounts[0].kind');
  });
  test('an account of no known platform', () =>
    expect(problem({ accounts: [{ ...corp, platform: 'qq' }] })?.message).toContain('accounts[0]'));
  test('an environment variable that is not set', () => {
    const { message, hint } = problem({ accounts: [{ ...corp, token: { env: 'NOT_SET' } }] }) ?? {};
    expect(message).toContain('accounts[0].token');
    expect(message).toContain('NOT_SET');
    expect(hint).toContain('environment variable');
  });
});

describe('servers in a config file', () => {
  const rack = {
    id: 'rack-01',
    ssh: { host: '10.0.0.1', user: 'ops', auth: { by: 'password' } },
    secrets: { sshPassword: { env: 'RACK' } },
  };
  const withTargets = (...targets: object[]) => ({ accounts: [corp], targets });

  test('are read as the console has them, their secrets taken from where they say', () => {
    const result = read(withTargets({ ...rack, group: '上海', logs: ['nginx'] }), { RACK: 'from-env' });
    expect(result).toMatchObject({
      value: {
        targets: [
          {
            target: { id: 'rack-01', name: 'rack-01', group: '上海', logs: ['nginx'], ssh: { port: 22 } },
            secrets: { sshPassword: 'from-env' },
          },
        ],
        secretVariables: ['RACK'],
      },
    });
    expect(JSON.stringify(result.ok && result.value.targets[0]?.target)).not.toContain('from-env');
  });
  test('may be none', () => expect(read({ accounts: [corp] })).toMatchObject({ value: { targets: [] } }));
  test.each([
    ['a secret that is not there', [rack], 'targets[0].secrets.sshPassword', 'RACK is not set'],
    ['the id of this computer', [{ ...rack, id: 'local' }], 'targets[0]', 'the computer that the gateway runs on'],
    ['an id twice', [rack, rack], 'targets[1]', 'is used by another server already'],
    [
      'an alias of another one',
      [
        { ...rack, aliases: ['db'] },
        { ...rack, id: 'DB' },
      ],
      'targets[0]',
      'of the server DB',
    ],
    ['a jump host that is not among them', [{ ...rack, ssh: { ...rack.ssh, jump: 'gate' } }], 'targets[0]', 'gate'],
    [
      'a secret of a way that it has not',
      [{ ...rack, secrets: { ipmiPassword: 'x' } }],
      'targets[0].secrets.ipmiPassword',
      'no use for it',
    ],
    ['a setting that there is not', [{ ...rack, sshh: {} }], 'targets[0].sshh', ''],
    ['a host that is none', [{ ...rack, ssh: { ...rack.ssh, host: 'a b' } }], 'targets[0].ssh.host', 'a host name'],
  ])('tell the place of %s', (_, targets, place, reason) => {
    const { message } = problem(withTargets(...targets)) ?? { message: '' };
    expect(message).toContain(place);
    expect(message).toContain(reason);
  });
});

const { corpId: _, ...withoutCorpId } = corp;
const { platform: _platform, ...withoutPlatform } = corp;
const oa = { id: 'oa', platform: 'official-account', appId: 'wx1', token: 't' };
const server = { id: 'rack-01', ssh: { host: '10.0.0.1', user: 'ops', auth: { by: 'agent' } } };
const field = { key: 'thing1', shows: 'title' };
const account = (entry: object) => ({ accounts: [{ ...corp, ...entry }] });
const target = (entry: object) => ({ accounts: [corp], targets: [{ ...server, ...entry }] });
const template = (entry: object) => ({ accounts: [{ ...oa, encodingAesKey: key, noticeTemplate: { id: 'x', ...entry } }] });

describe('what is wrong with a value is a sentence in English, too:', () => {
  test.each<[content: object, told: string]>([
    [account({ id: 'a b' }), 'only letters, digits, "-" and "_" are allowed, 64 at most'],
    [account({ token: {} }), 'a text, {"env": "NAME"} or {"file": "path"} is expected'],
    [account({ token: undefined }), 'is missing'],
    [account({ token: '' }), 'must not be empty'],
    [{ accounts: [{ ...oa, verified: true, mode: 'plaintext' }] }, 'can only be set together with "kind"'],
    [{ accounts: [oa] }, 'is needed in the modes "compatible" and "safe"'],
    [template({ fields: [{ ...field, key: '1' }] }), 'a letter is expected, then letters, digits and "_"'],
    [template({ fields: [field, field] }), 'the keys have to be different'],
    [target({ id: '!' }), 'only letters, digits, ".", "-" and "_" are allowed, 63 at most'],
    [target({ name: 'a\u202eb' }), 'control characters, and those that turn the direction of text, are not allowed'],
    [target({ ssh: { ...server.ssh, host: 'a b' } }), 'a host name or an IP address is expected'],
    [target({ ssh: { ...server.ssh, user: 'a b' } }), 'a user name is expected, without spaces, @ and colons'],
    [target({ wake: { mac: 'x' } }), 'a MAC address is expected, such as 00:11:22:33:44:55'],
    [target({ services: ['!'] }), 'the name of a service is expected'],
    [target({ logs: ['a\nb'] }), 'a single line is expected'],
  ])('%j', (content, told) => expect(problem(content)?.message.split(/column \d+\): /)[1]).toBe(told));
});

describe('a wrong config file is told in Chinese to those who read it:', () => {
  test.each<[content: string | object, told: string]>([
    [{ accounts: [withoutCorpId] }, 'accounts[0].corpId（第 3 行第 5 列）有误：缺少这一项'],
    [{ accounts: [withoutPlatform] }, '缺少这一项，应为 "wecom" 或 "official-account"'],
    [template({ fields: [] }), '至少要有 1 项'],
    [[], '最外层（第 1 行第 1 列）有误：应为对象'],
    ['', '没有内容'],
    ['{ id: 1 }', '第 1 行第 3 列不是合法的 JSON：无法识别的内容'],
    ['{ "accounts" [] }', '缺一个冒号'],
    ['{ "accounts": [', '缺少右方括号'],
    [account({ corpId: 1 }), '应为文本，写在双引号里'],
    [account({ corpId: '' }), '不能为空'],
    [account({ corpId: 'w'.repeat(65) }), '最多 64 个字符'],
    [account({ id: 'a b' }), '只能用字母、数字'],
    [account({ agentId: '1' }), '应为数字'],
    [account({ agentId: 1.5 }), '应为整数'],
    [account({ agentId: -1 }), '最小为 0'],
    [account({ seats: 999_999_999 }), '最大为 99999999'],
    [account({ token: {} }), '应为文本、{"env": "变量名"} 或'],
    [account({ tokens: 't' }), '没有这个设置项'],
    [account({ apiBase: 'x' }), '应为 http://'],
    [account({ encodingAesKey: 'short' }), '应为 43 位字母和数字'],
    [account({ wayOut: { via: 'vpn' } }), '应为 "direct"、"ssh" 或 "proxy"'],
    [account({ wayOut: { via: 'proxy', url: 'x' } }), '密码写在 "password" 中'],
    [account({ token: { env: 'NOT_SET' } }), '没有设置环境变量 NOT_SET'],
    [account({ token: { file: 'none.txt' } }), '文件不存在'],
    [{ accounts: [corp, corp] }, '已被另一个账号使用'],
    [{ accounts: [corp, { ...corp, id: 'CORP' }] }, '只有大小写不同'],
    [{ accounts: [{ ...oa, verified: true, mode: 'plaintext' }] }, '只能与 "kind" 一起写'],
    [{ accounts: [oa] }, '模式需要这一项'],
    [{ accounts: [corp], secrets: {} }, '只写一个'],
    [{ accounts: [corp], console: { host: '0.0.0.0' } }, '至少 16 个字符'],
    [template({ fields: [{ ...field, key: '1' }] }), '应以字母开头'],
    [template({ fields: [field, field] }), 'key 不能相同'],
    [target({ id: '!' }), '只能用字母、数字'],
    [target({ name: 'a\u202eb' }), '文字方向'],
    [target({ watch: 1 }), '应为 true 或 false'],
    [target({ id: 'local' }), '微管所在电脑'],
    [target({ secrets: { sshPassword: 'x' } }), '用不到它'],
    [target({ ssh: { ...server.ssh, host: 'a b' } }), '应为主机名或 IP 地址'],
    [target({ ssh: { ...server.ssh, user: 'a b' } }), '应为用户名'],
    [target({ ssh: { ...server.ssh, jump: 'gate' } }), 'gate'],
    [target({ wake: { mac: 'x' } }), '应为 MAC 地址'],
    [target({ services: ['!'] }), '应为服务名'],
    [target({ logs: ['a\nb'] }), '只能是一行'],
    [{ accounts: [corp], targets: [server, server] }, '已被另一台服务器使用'],
  ])('%j', (content, told) => {
    const result = read(content, {}, 'zh-CN');
    const { message } = result.ok ? { message: 'nothing' } : result.error;
    expect(message).toContain(told);
    expect(message.replaceAll(dir, '').replace(/"[^"]*"/g, '')).not.toMatch(/[A-Za-z]+ [A-Za-z]+ [A-Za-z]+/);
  });
  test('a file that is not there', () =>
    expect(readConfigFile(join(dir, 'none.json'), {}, 'zh-CN')).toMatchObject({
      error: { message: expect.stringMatching(/none\.json：文件不存在$/) },
    }));
});
