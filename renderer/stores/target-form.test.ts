import { describe, expect, test } from 'vitest';
import { Target } from '../../shared/target.ts';
import {
  addressOf,
  copyOfTarget,
  formOfTarget,
  givenTargetSecrets,
  newTargetForm,
  problemsOfTarget,
  sameTargetForm,
  secretsOfForm,
  type TargetForm,
  targetOfForm,
  trialTarget,
} from './target-form.ts';

const web = Target.parse({
  ...{ id: 'web-01', name: '官网', aliases: ['www'], group: '机房', tags: ['生产'], asset: 'A-1', notes: 'n', system: 'linux' },
  ssh: { host: '10.0.0.5', port: 2222, user: 'deploy', auth: { by: 'key', file: '~/.ssh/id' }, jump: 'gate' },
  wake: { mac: '00:11:22:33:44:55', broadcast: '10.0.0.255', relay: 'gate' },
  ipmi: { host: '10.0.1.5', user: 'admin' },
  vnc: { host: '10.0.0.5', port: 5901 },
  ...{ services: ['nginx.service'], logs: ['/var/log/syslog'] },
});
const bare = Target.parse({ id: 'nas', name: 'NAS' });
const filled = (change: Partial<TargetForm> = {}): TargetForm => ({
  ...newTargetForm(),
  name: '新站',
  id: 'web',
  sshHost: 'web',
  sshUser: 'ops',
  ...change,
});
const problems = (change: Partial<TargetForm>) => problemsOfTarget(filled(change), [web]);

test.each([web, bare])('the form of $id comes to the same target again', (target) => {
  const form = formOfTarget(target);
  expect(targetOfForm(form)).toEqual(target);
  expect(sameTargetForm(form, formOfTarget(target))).toBe(true);
});

test('a usual port is left empty, and an empty one is the usual', () => {
  expect(formOfTarget(Target.parse({ id: 'a', name: 'a', ssh: { host: 'a', user: 'b', auth: { by: 'agent' } } })).sshPort).toBe('');
  expect(targetOfForm(filled())?.ssh?.port).toBe(22);
});

test('what is typed in a section that is switched off is not saved', () => {
  const off = filled({ on: { ...newTargetForm().on, ssh: false } });
  expect(targetOfForm(off)?.ssh).toBeUndefined();
  expect(problemsOfTarget({ ...off, sshHost: '!' }, [])).toEqual({});
});

describe('each field says what is wrong with it', () => {
  test.each<[Partial<TargetForm>, keyof TargetForm, object]>([
    [{ name: '' }, 'name', { kind: 'missing' }],
    [{ sshHost: '' }, 'sshHost', { kind: 'missing' }],
    [{ id: 'web 01' }, 'id', { kind: 'wrong' }],
    [{ id: 'local' }, 'id', { kind: 'id-local' }],
    [{ id: 'WEB-01' }, 'id', { kind: 'taken', item: 'WEB-01', other: 'web-01' }],
    [{ name: 'ｗｗｗ' }, 'name', { kind: 'taken', item: 'ｗｗｗ', other: 'web-01' }],
    [{ aliases: ['a', 'www'] }, 'aliases', { kind: 'taken', item: 'www', other: 'web-01' }],
    [{ name: 'n'.repeat(65) }, 'name', { kind: 'too-long', most: 64 }],
    [{ sshHost: 'a b' }, 'sshHost', { kind: 'wrong' }],
    [{ sshPort: '70000' }, 'sshPort', { kind: 'wrong' }],
    [{ sshPort: 'x' }, 'sshPort', { kind: 'wrong' }],
    [{ sshUser: 'a@b' }, 'sshUser', { kind: 'wrong' }],
    [{ sshBy: 'key' }, 'keyFile', { kind: 'missing' }],
    [{ on: { ...newTargetForm().on, wake: true }, mac: '00:11' }, 'mac', { kind: 'wrong' }],
    [{ services: ['ok', '$(x)'] }, 'services', { kind: 'wrong', item: '$(x)' }],
    [{ tags: Array.from({ length: 17 }, (_, at) => `t${at}`) }, 'tags', { kind: 'too-many', most: 16 }],
    [{ tags: ['t'.repeat(33)] }, 'tags', { kind: 'too-long', most: 32, item: 't'.repeat(33) }],
  ])('%j', (change, field, problem) => expect(problems(change)).toEqual({ [field]: problem }));

  test('and one that is right says nothing', () => expect(problems({})).toEqual({}));
});

test('one way is tried before the rest is filled in, and under no name of another', () => {
  const form = filled({ name: '', id: '', on: { ...newTargetForm().on, vnc: true } });
  expect(trialTarget(form, 'ssh', 'trial')).toMatchObject({ id: 'trial', ssh: { host: 'web', user: 'ops' } });
  expect(trialTarget(form, 'vnc', 'trial')).toBeUndefined();
});

test('only secrets that the target has a use for are sent', () => {
  const form = filled({ sshBy: 'password' });
  expect(secretsOfForm(form)).toEqual(['sshPassword']);
  expect(givenTargetSecrets(form, { sshPassword: 'a', sshPassphrase: 'b', vncPassword: 'c' })).toEqual({ sshPassword: 'a' });
  expect(givenTargetSecrets(form, { sshPassword: '' })).toEqual({});
});

test('a copy has an id of its own, and leaves the names in the chat where they are', () => {
  const copy = copyOfTarget(web, ['web-01', 'web-2'], '官网 副本');
  expect(copy).toMatchObject({ id: 'web-3', name: '官网 副本', aliases: [], asset: '', sshHost: '10.0.0.5' });
  expect(problemsOfTarget(copy, [web])).toEqual({});
});

test.each([
  [web, '10.0.0.5'],
  [bare, ''],
  [Target.parse({ id: 'pc', name: 'pc', wake: { mac: '00:11:22:33:44:55' } }), '00:11:22:33:44:55'],
])('the address of $id is that of its first way', (target, address) => expect(addressOf(target)).toBe(address));
