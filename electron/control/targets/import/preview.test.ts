import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../../../shared/failures.ts';
import { Target } from '../../../../shared/target.ts';
import type { ImportPreview, ImportSource } from '../../../../shared/target-import.ts';
import { must } from '../../../../shared/test-result.ts';
import { previewImport } from './preview.ts';

const local = Target.parse({ id: 'local', name: '本机' });
const ssh = { host: '10.0.0.9', user: 'root', auth: { by: 'agent' as const } };
const known = [Target.parse({ id: 'gate', name: '跳板一号', ssh })];

/** A role has a right that names `pay`. */
const rightsFault = (id: string) => (id === 'pay' ? failure('targets/id-in-rights', { id, roles: '夜班' }) : undefined);
/** And one that names the server `core`, which is gone. */
const groupFault = ({ group }: Target) => (group === 'core' ? failure('targets/group-in-rights', { group, roles: '夜班' }) : undefined);
const contextOf = (sshConfigFile: string) => ({ sshConfigFile, known, local, rightsFault, groupFault });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-import-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function read(source: ImportSource): Promise<ImportPreview> {
  return must(await previewImport(source, contextOf(join(dir, 'config'))));
}
const readCsv = (text: string) => read({ kind: 'csv', text });
const readConfig = (text: string) => read({ kind: 'ssh-config', text });
const targetsOf = ({ found }: ImportPreview) => found.map(({ target }) => target);
/** `line code` of each thing that is told. */
const toldOf = ({ found, skipped }: ImportPreview) => [
  ...found.flatMap(({ line, problems }) => problems.map(({ code }) => `${line} ${code}`)),
  ...skipped.map(({ line, reason }) => `${line} ${reason.code}`),
];

describe('A table', () => {
  test('in Chinese becomes targets', async () => {
    const table = `名称,IP地址（必填）,端口,用户,分组,标签,MAC地址,操作系统,备注,资产编号
官网一号,10.0.0.1,2222,deploy,上海,"网站、prod",0011-2233-4455,CentOS 7,"三楼，左边
第二个机柜",ZC-001
训练机,10.0.0.2,,,,,,Windows Server 2022,,`;
    const preview = await readCsv(table);
    expect(toldOf(preview)).toEqual([]);
    expect(preview.found.map(({ line, known }) => [line, known])).toEqual([
      [2, false],
      [4, false],
    ]);
    expect(targetsOf(preview)).toEqual([
      Target.parse({
        ...{ id: '10.0.0.1', name: '官网一号', group: '上海', tags: ['网站', 'prod'], asset: 'ZC-001', notes: '三楼，左边\n第二个机柜' },
        ssh: { host: '10.0.0.1', port: 2222, user: 'deploy', auth: { by: 'password' } },
        wake: { mac: '00:11:22:33:44:55' },
      }),
      Target.parse({
        ...{ id: '10.0.0.2', name: '训练机', system: 'windows' },
        ssh: { host: '10.0.0.2', user: 'Administrator', auth: { by: 'password' } },
      }),
    ]);
  });
  test.each([
    ['semicolons', 'Name;Host\nweb 1;10.0.0.1'],
    ['tabs', 'name\thost\nweb 1\t10.0.0.1'],
    ['a line that says so', 'sep=;\r\nname;host\r\nweb 1;10.0.0.1\r\n'],
    ['a byte order mark', '\ufeff"name","host"\n"web 1","10.0.0.1"\n\n'],
  ])('with %s is understood', async (_, text) => {
    const [target] = targetsOf(await readCsv(text));
    expect(target).toMatchObject({ id: 'web-1', name: 'web 1', ssh: { host: '10.0.0.1' } });
  });
  test('of a Chinese spreadsheet is read in GB18030', async () => {
    // "名称,地址\n官网,10.0.0.1" in GB18030
    const bytes = Buffer.from('c3fbb3c62cb5d8d6b70ab9d9cdf82c31302e302e302e31', 'hex');
    expect(targetsOf(await read({ kind: 'csv', base64: bytes.toString('base64') }))).toMatchObject([{ name: '官网', id: '10.0.0.1' }]);
  });
  test('in UTF-8 is read as that', async () =>
    expect(targetsOf(await read({ kind: 'csv', base64: Buffer.from('\ufeff名称\n官网').toString('base64') }))).toMatchObject([
      { name: '官网', id: 'server' },
    ]));
  test('tells each bad line and value with its place', async () => {
    const table =
      'name,host,port,MAC,rack,password\n,,,,x,\nweb,10.0.0.1,port 22,,,\ndb,10.0.0.2,,zz,,hunter2\n"nas,10.0.0.3\nlast,10.0.0.4';
    const preview = await readCsv(table);
    expect(toldOf(preview)).toEqual([
      ...['3 targets/import-field', '4 targets/import-field'],
      ...['1 targets/import-secrets', '1 targets/import-columns', '2 targets/import-no-name', '5 targets/import-quote'],
    ]);
    expect(preview.found[0]?.problems[0]?.params).toEqual({ field: 'ssh', value: '10.0.0.1 NaN root' });
    expect(targetsOf(preview).map(({ id }) => id)).toEqual(['web', 'db', 'last']);
    expect(JSON.stringify(preview)).not.toContain('hunter2');
  });
  test('gives each target an id of its own', async () => {
    const table = 'name,host\nweb,10.0.0.1\nWeb!,10.0.0.2\n跳板,10.0.0.3\n本机二,10.0.0.3';
    expect(targetsOf(await readCsv(table)).map(({ id }) => id)).toEqual(['web', 'Web-2', '10.0.0.3', '10.0.0.3-2']);
  });
  test('may name the jump host by its id, its name or its address', async () => {
    const table = 'name,host,jump\na,10.0.0.1,gate\nb,10.0.0.2,跳板一号\nc,10.0.0.3,10.0.0.1\nd,10.0.0.4,nobody';
    const preview = await readCsv(table);
    expect(targetsOf(preview).map(({ ssh }) => ssh?.jump)).toEqual(['gate', 'gate', 'a', undefined]);
    expect(toldOf(preview)).toEqual(['5 targets/import-jump']);
  });
  test('shows what is there already, and which names are', async () => {
    const preview = await readCsv('name,host\nold,10.0.0.9\n跳板一号,10.0.0.1\nweb,10.0.0.2\nWEB,10.0.0.3');
    expect(preview.found.map(({ known }) => known)).toEqual([true, false, false, false]);
    expect(toldOf(preview)).toEqual(['3 targets/name-taken', '5 targets/name-taken']);
  });
  test('tells of a group that is called like a server; an id that it makes up is like no group', async () => {
    const preview = await readCsv(
      'id,name,host,group\ndb,主库,10.0.0.1,web\n,web,10.0.0.2,web\nshop,shop,10.0.0.3,DB\nnas,nas,10.0.0.4,gate',
    );
    expect(targetsOf(preview).map(({ id }) => id)).toEqual(['db', 'web-2', 'shop', 'nas']);
    expect(toldOf(preview)).toEqual(['4 targets/group-is-server', '5 targets/group-is-server']);
  });
  test('leaves what can’t be added out of the way of the rows behind it', async () => {
    const preview = await readCsv(
      'id,name,host,group\ndb,gate,10.0.0.1,shop\nshop,a,10.0.0.2,db\nb,web,10.0.0.3,gate\nc,web,10.0.0.4,\nb,B,10.0.0.5,',
    );
    expect(toldOf(preview)).toEqual(['2 targets/name-taken', '4 targets/group-is-server']);
  });
  test('tells of an id that rights name, whatever they meant by it, and makes up none', async () => {
    expect(toldOf(await readCsv('id,name,host\npay,支付,10.0.0.1'))).toEqual(['2 targets/id-in-rights']);
    expect(targetsOf(await readCsv('name,host\npay,10.0.0.1')).map(({ id }) => id)).toEqual(['pay-2']);
  });
  test('tells of a group that has the name of a server which rights mean and which is gone', async () => {
    expect(toldOf(await readCsv('id,name,host,group\na,甲,10.0.0.1,core\nb,乙,10.0.0.2,web'))).toEqual(['2 targets/group-in-rights']);
  });
  test('tells of an id that stands there twice, or is a server’s already', async () => {
    const preview = await readCsv('id,name,host\nweb-01,甲,10.0.0.1\nWEB-01,乙,10.0.0.2\ngate,丙,10.0.0.3');
    expect(toldOf(preview)).toEqual(['3 targets/id-taken', '4 targets/id-taken']);
    expect(preview.found.map(({ known }) => known)).toEqual([false, false, true]);
  });
  test.each([
    ['nothing', '', 'targets/import-nothing'],
    ['no heading that is understood', 'rack,row\n1,2', 'targets/import-header'],
  ])('with %s is refused', async (_, text, code) => {
    const preview = await previewImport({ kind: 'csv', text }, contextOf(''));
    expect(preview).toMatchObject({ ok: false, error: { code } });
  });
  test('that is no text is refused', async () => {
    const base64 = Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0xff]).toString('base64');
    const preview = await previewImport({ kind: 'csv', base64 }, contextOf(''));
    expect(preview).toMatchObject({ ok: false, error: { code: 'file/encoding' } });
  });
});

describe('An ssh configuration', () => {
  test('gives each host with what counts for it: the first value, through wildcards', async () => {
    const config = `# mine
User everybody
Host web-1 web-2 !no *.wild
  HostName %h.example.com
  Port 2222
Host web-2
  Port 22
  User late
Host db
  User=postgres
  IdentityFile "~/.ssh/id of db"   # quoted
  HostName 10.0.0.1
Host *
  IdentityFile ~/.ssh/id_ed25519
`;
    const preview = await readConfig(config);
    expect(toldOf(preview)).toEqual([]);
    const key = (file: string) => ({ by: 'key', file });
    expect(targetsOf(preview).map(({ id, ssh }) => [id, ssh])).toEqual([
      ['web-1', { host: 'web-1.example.com', port: 2222, user: 'everybody', auth: key('~/.ssh/id_ed25519') }],
      ['web-2', { host: 'web-2.example.com', port: 2222, user: 'everybody', auth: key('~/.ssh/id_ed25519') }],
      ['db', { host: '10.0.0.1', port: 22, user: 'everybody', auth: key('~/.ssh/id of db') }],
    ]);
    expect(preview.found.map(({ line }) => line)).toEqual([3, 3, 9]);
  });
  test('logs in as the user of this computer, with the agent, where it says nothing', async () => {
    const [target] = targetsOf(await readConfig('Host 10.0.0.1'));
    expect(target?.ssh).toEqual({ host: '10.0.0.1', port: 22, user: userInfo().username, auth: { by: 'agent' } });
  });
  test('finds the jump host among its own and those that are there', async () => {
    const config = `Host inner
  ProxyJump deep@gateway:2200
Host far
  ProxyJump gateway,gate
Host alone
  ProxyJump none
Host lost
  ProxyJump elsewhere
Host gateway
Host *
  ProxyJump gate`;
    const preview = await readConfig(config);
    expect(targetsOf(preview).map(({ id, ssh }) => [id, ssh?.jump])).toEqual([
      ...[
        ['inner', 'gateway'],
        ['far', 'gate'],
        ['alone', undefined],
        ['lost', undefined],
        ['gateway', 'gate'],
      ],
    ]);
    expect(toldOf(preview)).toEqual(['1 targets/import-jump-way', '3 targets/import-jump-way', '7 targets/import-jump']);
  });
  test('says what of a way through jump hosts is left out, and nothing where they are set up like that', async () => {
    const config = `Host outer
  User gate
  Port 2022
Host inner
  ProxyJump outer
Host whole
  ProxyJump outer,inner
Host same
  ProxyJump gate@outer:2022
Host chain
  ProxyJump u@other:22,outer
Host user
  ProxyJump root@outer
Host v6
  ProxyJump [::1]:2200
  IdentityFile ~/.ssh/%r_key`;
    const preview = await readConfig(config);
    expect(toldOf(preview)).toEqual([
      ...['10 targets/import-jump-way', '12 targets/import-jump-way'],
      ...['14 targets/import-jump-way', '14 targets/import-key-token', '14 targets/import-jump'],
    ]);
  });
  test('heeds the Match parts that can be decided without running anything', async () => {
    const config = `Host nas
  User keeper
  HostName 10.0.0.2
Match host 10.0.0.? user keeper
  Port 1
Match originalhost web !user keeper
  Port 2
Match exec "touch /tmp/x"
  Port 3
Match final
  Port 4
Host web
  HostName 10.0.0.1
Host db
  ProxyCommand nc %h %p
Match all
  Port 6`;
    const preview = await readConfig(config);
    expect(targetsOf(preview).map(({ ssh }) => ssh?.port)).toEqual([1, 2, 6]);
    expect(toldOf(preview)).toEqual(['14 targets/import-proxy-command', '8 targets/import-match-exec', '10 targets/import-match']);
  });
  test('that was pasted reads no files', async () => {
    const preview = await readConfig('Include /etc/passwd\nHost web');
    expect(toldOf(preview)).toEqual(['1 targets/import-include']);
  });
  test('of this user is read with all that it includes', async () => {
    mkdirSync(join(dir, 'conf.d'));
    writeFileSync(join(dir, 'config'), 'Host web\n  Include missing\n  Include conf.d/*.conf\nInclude conf.d/*.none\nHost *\n  Port 9\n');
    writeFileSync(join(dir, 'conf.d', 'a.conf'), 'User fromfile\nHost we*\n  Port 7\nHost other\n  Port 8\n');
    writeFileSync(join(dir, 'conf.d', '.hidden.conf'), 'Port 1\n');
    const preview = await read({ kind: 'ssh-config' });
    expect(targetsOf(preview)).toMatchObject([{ id: 'web', ssh: { user: 'fromfile', port: 7 } }]);
    expect(preview.skipped).toMatchObject([{ line: 2, reason: { code: 'targets/import-include', params: { file: 'missing' } } }]);
  });
  test('that includes itself ends', async () => {
    writeFileSync(join(dir, 'config'), 'Include config\nHost web\n');
    expect(targetsOf(await read({ kind: 'ssh-config' })).map(({ id }) => id)).toEqual(['web']);
  });
  test('that is not there is told', async () => {
    const preview = await previewImport({ kind: 'ssh-config' }, contextOf(join(dir, 'config')));
    expect(preview).toMatchObject({ ok: false, error: { code: 'targets/ssh-config', params: { reason: 'ENOENT' } } });
  });
});
