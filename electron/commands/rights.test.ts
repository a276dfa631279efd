import { describe, expect, test } from 'vitest';
import { Role } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import type { Access, Asker } from './policy.ts';
import { commands } from './registry.ts';
import { rightsOf } from './rights.ts';
import { failureText, textOf } from './run.ts';
import { fleetOf, openTestDesk, unasked } from './test-desk.ts';

const asker: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const fleet = fleetOf([Target.parse({ id: 'web-01', name: '官网', group: 'web' })]);
const accessOf = (...grants: object[]): Access => ({
  roles: [Role.parse({ id: 'own', name: '自定义', grants })],
  operators: [{ account: 'corp', person: 'zhangsan', name: '', role: 'own' }],
  held: false,
});
const rights = (access: Access, by: Asker = asker) => rightsOf(by, {}, { fleet, access: () => access, now: () => 0 });
const usable = (access: Access, by?: Asker) =>
  rights(access, by)
    .usable(commands)
    .map(({ name }) => name);
const usualOnes = ['more', 'confirm', 'cancel', 'stop', 'whoami', 'bind', 'help'];

describe('somebody whose role names its commands', () => {
  const desk = openTestDesk(unasked, { fleet, access: () => accessOf({ commands: ['power'], groups: ['web'] }) });
  async function say(line: string): Promise<string> {
    const planned = desk.plan(line, asker, {}, 'zh-CN');
    const result = planned.ok ? await desk.run(planned.value, { asker, rule: {}, signal: new AbortController().signal }) : planned;
    return result.ok ? textOf(result.value) : failureText(result.error);
  }
  test('asks for help on 绑定, which everybody may use, and reads how', async () => {
    expect(await say('帮助 bind')).toContain('用法  绑定 <六位绑定码>');
    expect(await say('帮助')).toContain('· 绑定  ');
  });
  test('reads nothing of a command that is not theirs', async () => expect(await say('帮助 磁盘')).toContain('没有“磁盘”这个命令'));
});

test('a right to a server is none to the servers of a group that was called so before', async () => {
  const servers = fleetOf([Target.parse({ id: 'db', name: 'db' }), Target.parse({ id: 'pay-01', name: 'pay-01', group: 'db' })]);
  const desk = openTestDesk(unasked, { fleet: servers, access: () => accessOf({ commands: 'danger', groups: ['db'] }) });
  const planned = (line: string) => desk.plan(line, asker, {}, 'zh-CN');
  expect(planned('label db').ok).toBe(true);
  expect(planned('label pay-01')).toMatchObject({ error: { code: 'command/no-right' } });
});

describe('the commands that somebody may use', () => {
  test('are those of the role with a server that it reaches, and what everybody may', () => {
    expect(usable(accessOf({ commands: ['power', 'history'], groups: ['web'] }))).toEqual(['power', 'history', ...usualOnes]);
    expect(usable(accessOf({ commands: ['power', 'history'], groups: ['lab'] }))).toEqual(['history', ...usualOnes]);
  });
  test('are for a stranger the one that makes them known', () => {
    const stranger: Asker = { ...asker, person: 'mallory' };
    expect(usable(accessOf(), stranger)).toEqual(['bind']);
    expect(rights(accessOf(), stranger).isStranger).toBe(true);
  });
});

test.each([
  ['may look everywhere', { commands: 'read', groups: 'all' }, false],
  ['may change something everywhere', { commands: 'change', groups: 'all' }, true],
  ['has a right to that very picture', { commands: ['screenshot'], groups: ['local'] }, true],
])('whoever %s sees the screen of our own computer, which shows the console: %j', (_, grant, sees) => {
  const screenshot = commands.find(({ name }) => name === 'screenshot');
  const [local, web] = fleet.all();
  if (!screenshot || !local || !web) throw new Error('no screenshot');
  const may = (target: Target) => rights(accessOf(grant)).may(screenshot, 'read', [target]).kind === 'allowed';
  expect([may(local), may(web)]).toEqual([sees, grant.groups === 'all']);
});
