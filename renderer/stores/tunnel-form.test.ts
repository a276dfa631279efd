import { describe, expect, test } from 'vitest';
import { TunnelConfig } from '../../shared/tunnel.ts';
import {
  configOfTunnel,
  formOfTunnel,
  joinArgs,
  passwordOfTunnel,
  problemsOfTunnel,
  sameTunnel,
  splitArgs,
  type TunnelForm,
} from './tunnel-form.ts';

const none: TunnelConfig = { provider: 'none' };
const ssh: TunnelConfig = {
  ...{ provider: 'ssh', host: 'wx.example.com', port: 2222, user: 'tunnel', auth: { by: 'password' } },
  ...{ remoteHost: '127.0.0.1', remotePort: 18080, publicUrl: 'https://wx.example.com' },
};
const configs: TunnelConfig[] = [
  none,
  { provider: 'none', publicUrl: 'https://wx.example.com' },
  { provider: 'localtunnel', server: 'https://localtunnel.me' },
  { provider: 'localtunnel', server: 'https://lt.example.com', subdomain: 'ops-room' },
  ssh,
  { ...ssh, port: 22, auth: { by: 'agent' } },
  { ...ssh, auth: { by: 'key', file: '~/.ssh/my key' }, remoteHost: '0.0.0.0' },
  { provider: 'program', program: 'cloudflared', command: 'cloudflared', args: [] },
  { provider: 'program', program: 'frpc', command: '/opt/frp/frpc', args: ['-c', 'my frpc.toml'], publicUrl: 'https://wx.example.com' },
];
const typed = (change: Partial<TunnelForm>): TunnelForm => ({ ...formOfTunnel(none), ...change });
const problems = (change: Partial<TunnelForm>, saved: TunnelConfig = none) => problemsOfTunnel(typed(change), saved);

test.each(configs)('$provider goes into its form and comes out the same', (config) => {
  const form = formOfTunnel(config);
  expect(configOfTunnel(form)).toEqual(config);
  expect(TunnelConfig.parse(configOfTunnel(form))).toEqual(config);
  expect(problemsOfTunnel(form, config)).toEqual({});
  expect(sameTunnel(form, config)).toBe(true);
});

test('another provider, or another word in a field, is a change', () => {
  expect(sameTunnel(typed({ provider: 'localtunnel' }), none)).toBe(false);
  expect(sameTunnel({ ...formOfTunnel(ssh), user: 'root' }, ssh)).toBe(false);
});

test('what is typed for a provider that is not chosen is neither checked nor sent', () => {
  const form = typed({ ownUrl: 'https://wx.example.com', subdomain: '!!' });
  expect(problemsOfTunnel(form, none)).toEqual({});
  expect(configOfTunnel(form)).toEqual({ provider: 'none', publicUrl: 'https://wx.example.com' });
});

describe('a field says what is wrong with it', () => {
  test.each([
    [{ ownUrl: 'wx.example.com' }, 'url'],
    [{ ownUrl: 'ftp://wx.example.com' }, 'url'],
    [{ ownUrl: 'https://wx.example.com/?a=1' }, 'bare-url'],
    [{ ownUrl: 'https://me:secret@wx.example.com' }, 'bare-url'],
    [{ ownUrl: 'https://wx.example .com' }, 'blanks'],
  ])('%o: %s', (change, problem) => expect(problems(change)).toEqual({ ownUrl: problem }));

  test.each(['ab', 'Ops', '-ops', 'ops-', 'o ps'])('the subdomain %s', (subdomain) => {
    expect(Object.keys(problems({ provider: 'localtunnel', subdomain }))).toEqual(['subdomain']);
  });

  test('ssh wants to know where, who and with what', () => {
    expect(Object.keys(problems({ provider: 'ssh' }))).toEqual(['host', 'user', 'keyFile', 'remotePort', 'sshUrl']);
    const form = formOfTunnel({ ...ssh, auth: { by: 'agent' } });
    expect(problemsOfTunnel({ ...form, host: 'https://wx.example.com', port: '70000', remotePort: '0' }, ssh)).toEqual({
      ...{ host: 'host', port: 'port', remotePort: 'port' },
    });
  });

  test('frpc does not tell its address, cloudflared does', () => {
    expect(problems({ provider: 'program', program: 'frpc' })).toEqual({ programUrl: 'missing' });
    expect(problems({ provider: 'program', program: 'cloudflared' })).toEqual({});
    expect(problems({ provider: 'program', args: 'tunnel --url {listener}' })).toEqual({});
  });

  test('a named tunnel of cloudflared does not tell its address', () => {
    const named = { provider: 'program', args: 'tunnel run my-tunnel' } as const;
    expect(problems(named)).toEqual({ programUrl: 'missing' });
    expect(problems({ ...named, programUrl: 'https://wx.example.com' })).toEqual({});
  });
});

test('only the program itself is run, and its token is no argument', () => {
  const program = (change: Partial<TunnelForm>) => problems({ provider: 'program', programUrl: 'https://wx.example.com', ...change });
  for (const command of ['/opt/cloudflared', 'C:\\Program Files\\Cloudflared.EXE']) expect(program({ command })).toEqual({});
  for (const command of ['sh', '/opt/cloudflared/sh', 'frpc']) expect(program({ command })).toEqual({ command: 'command' });
  for (const args of ['run --token abc', '--token=abc', 'run -t abc', '--credentials-contents={}'])
    expect(program({ args })).toEqual({ args: 'token' });
  expect(program({ args: 'tunnel --url {listener} --transport-loglevel info' })).toEqual({});
  expect(passwordOfTunnel(typed({ provider: 'program', args: 'tunnel run' }))).toBe('programToken');
  expect(passwordOfTunnel(typed({ provider: 'program' }))).toBeUndefined();
});

describe('an ssh password', () => {
  const form = formOfTunnel(ssh);
  test('that is kept need not be typed again', () => expect(problemsOfTunnel({ ...form, remotePort: '9000' }, ssh)).toEqual({}));
  test('is not carried to another server, port or user', () => {
    for (const change of [{ host: 'other.example.com' }, { user: 'root' }, { port: '' }])
      expect(problemsOfTunnel({ ...form, ...change }, ssh)).toEqual({ password: 'missing' });
  });
  test('is needed at the first time', () => {
    expect(problemsOfTunnel(form, none)).toEqual({ password: 'missing' });
    expect(problemsOfTunnel(form, none, 'secret')).toEqual({});
  });
});

test('arguments are split as in a shell, and joined again', () => {
  expect(splitArgs('  -c "my frpc.toml"  --url {listener} ""')).toEqual(['-c', 'my frpc.toml', '--url', '{listener}', '']);
  expect(joinArgs(['-c', 'my frpc.toml', ''])).toBe('-c "my frpc.toml" ""');
});
