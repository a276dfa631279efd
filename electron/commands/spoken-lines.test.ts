import { describe, expect, test } from 'vitest';
import { builtInRoles, Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { commandLineOf, mediumOf } from './parser.ts';
import type { Asker } from './policy.ts';
import { commands } from './registry.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

const chat = (person: string, account = 'corp'): Asker => ({ origin: 'chat', account, person });
const [zhang, wang, visitor] = [chat('zhangsan'), chat('wangwu'), chat('anybody', 'open')];
const databases = Role.parse({ id: 'databases', name: '数据库', grants: [{ commands: 'danger', groups: ['db'] }] });
const targets = [
  { id: 'web-01', name: '官网', aliases: ['门户 网站'] },
  { id: 'db-01', name: '主库', aliases: ['状态库'], group: 'db' },
].map((target) =>
  Target.parse({
    ...target,
    services: ['nginx'],
    ssh: { host: '127.0.0.1', user: 'ops', auth: { by: 'agent' } },
    vnc: { host: '127.0.0.1' },
  }),
);
const desk = openTestDesk(unasked, {
  fleet: fleetOf(targets),
  access: () => ({
    roles: [...builtInRoles, databases],
    operators: [
      { account: 'corp', person: 'zhangsan', name: '', role: 'operator' },
      { account: 'corp', person: 'wangwu', name: '', role: 'databases' },
    ],
    held: false,
  }),
});

const head = { to: 'ww1', from: 'zhangsan', createdAt: 1_700_000_000, fields: {} };
const voice = (transcript: string) => ({ ...head, type: 'voice', mediaId: 'm', format: 'amr', transcript }) as WechatMessage;
const text = (content: string) => ({ ...head, type: 'text', content }) as WechatMessage;

/** The line that was understood, and whether it is confirmed first; else why it was not. */
function understood(message: WechatMessage, asker = zhang): string {
  const planned = desk.plan(commandLineOf(message) ?? '', asker, {}, 'zh-CN', mediumOf(message));
  if (!planned.ok) return planned.error.code;
  return `${planned.value.line}${planned.value.before.kind === 'confirm' ? ' ?' : ''}`;
}

const lines: [transcript: string, line: string][] = [
  ['重启官网', 'power reboot web-01 ?'],
  ['重启web-01', 'power reboot web-01 ?'],
  ['重启ＷＥＢ－01', 'power reboot web-01 ?'],
  ['重启一下官网', 'power reboot web-01 ?'],
  ['强制关机官网', 'power force-off web-01 ?'],
  ['硬重启主库', 'power reset db-01 ?'],
  ['状态官网', 'status web-01'],
  ['状态状态库', 'status db-01'],
  ['服务器状态官网', 'status web-01'],
  ['查看官网状态', 'status web-01'],
  ['看一下官网的状态', 'status web-01'],
  ['看一下主库磁盘', 'disk db-01'],
  ['官网状态', 'status web-01'],
  ['截图官网', 'screenshot web-01'],
  ['进程官网', 'ps 10 cpu web-01'],
  ['重启官网 主库', 'power reboot web-01 db-01 ?'],
];
const notUnderstood = [
  ...['重启', '重启官', '重启官网吧', '官网重启', '查看官网重启', '日志官网', '服务官网', '运行官网', '确认官网', '官网'],
  ...['重启web', '重启web-*', '重启@db', 'statusweb-01', 'rebootweb-01', '查看状态', '重启,官网'],
];

describe('where no spaces are written, the rest of a word is the server:', () => {
  test.each(lines)('%s is %s, spoken', (transcript, line) => expect(understood(voice(`${transcript}。`))).toBe(line));
  test.each(lines)('%s is %s, typed', (written, line) => expect(understood(text(written))).toBe(line));
  test.each(notUnderstood)('%s is not guessed', (line) => {
    expect(understood(text(line))).toMatch(/^command\//);
    expect(understood(voice(line))).toMatch(/^command\//);
  });
});

test('what changes something is confirmed where it was only heard', () => {
  expect(understood(voice('开机官网'))).toBe('power on web-01 ?');
  expect(understood(text('开机官网'))).toBe('power on web-01');
});

test.each([
  ['重启，官网。', 'power reboot web-01 ?'],
  ['重启，官网、主库。', 'power reboot web-01 db-01 ?'],
  ['状态。官网？', 'status web-01'],
  ['服务，状态，nginx，官网', 'service 状态 nginx web-01'],
])('a pause parts words like a space does: %s', (transcript, line) => expect(understood(voice(transcript))).toBe(line));

test('a known word stays what it is', () => {
  for (const { name, aliases, shortcuts = {} } of commands) {
    for (const word of [name, ...aliases, ...Object.keys(shortcuts)]) {
      const planned = desk.plan(word, { origin: 'console' }, {}, 'zh-CN');
      if (planned.ok) expect(planned.value.command.name, word).toBe(name);
      else expect(planned.error.code, word).not.toMatch(/^command\/unknown/);
    }
  }
});

const codes: [written: string, line: string][] = [
  ['确认9937', 'confirm 9937'],
  ['确认：9937', 'confirm 9937'],
  ['确认９９３７。', 'confirm 9937'],
  ['“确认 9937”', 'confirm 9937'],
  ['"confirm 9937"', 'confirm 9937'],
  ['取消9937', 'cancel 9937'],
  ['认领12', 'ack 12'],
  ['认领＃12', 'ack #12'],
  ['接手全部', 'ack 全部'],
  ['确认全部', 'confirm 全部'],
  ['绑定123456', 'bind 123456'],
];

describe('where no spaces are written, the rest of a word is the code:', () => {
  test.each(codes)('%s is %s', (written, line) => {
    expect(understood(text(written))).toBe(line);
    expect(understood(voice(written))).toBe(line);
  });
  test.each(['确认一下吧', '确认', '确认99a7', '取消关机', '9937确认', '全部认领', '绑定12345', 'confirm9937', '查找9937'])(
    '%s is not guessed',
    (line) => {
      expect(understood(text(line))).toMatch(/^command\//);
      expect(understood(voice(line))).toMatch(/^command\//);
    },
  );
  test('a stranger’s binding code is understood, and nothing else of theirs', () => {
    const mallory = chat('mallory');
    expect(understood(text('绑定123456'), mallory)).toBe('bind 123456');
    expect(understood(text('认领12'), mallory)).toBe('command/stranger');
  });
});

test('a code may be written in full-width digits, and end like a sentence', () => {
  const args = (line: string) => {
    const planned = desk.plan(line, zhang, {}, 'zh-CN');
    return planned.ok ? planned.value.args : planned.error.code;
  };
  expect(args('确认 １２３４')).toEqual({ code: '1234' });
  expect(args('确认 1234。')).toEqual({ code: '1234' });
  expect(args('取消 １２３４。')).toEqual({ code: '1234' });
  expect(args('绑定 １２３４５６.')).toEqual({ code: '123456' });
  expect(args('认领 ＃１２。')).toEqual({ number: '#12' });
  expect(args('确认 一二三四')).toBe('command/argument-wrong');
});

test('a server is found by nobody in this way who has no right to it', () => {
  expect(understood(text('重启主库'), wang)).toBe('power reboot db-01 ?');
  expect(understood(text('重启官网'), wang)).toBe(understood(text('重启没有'), wang));
  expect(understood(text('重启官网'), visitor)).toBe(understood(text('重启没有'), visitor));
});
