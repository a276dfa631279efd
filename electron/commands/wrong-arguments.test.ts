import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type Language, languages } from '../../shared/language.ts';
import { builtInRoles } from '../../shared/role.ts';
import { SavedScript } from '../../shared/script.ts';
import { Target } from '../../shared/target.ts';
import type { Asker } from './policy.ts';
import { commands } from './registry.ts';
import { failureText } from './run.ts';
import { fleetOf, openTestDesk, scriptsOf, unasked } from './test-desk.ts';

const chat = (person: string, account = 'corp'): Asker => ({ origin: 'chat', account, person });
const [admin, viewer] = [chat('admin'), chat('viewer')];
/** The account of this one names nobody. */
const visitor = chat('anybody', 'open');

const cleanUp = SavedScript.parse({
  ...{ id: 'clean-up', name: '清理', text: 'true' },
  parameters: [
    { name: 'mode', type: 'choice', options: ['fast', 'slow'] },
    { name: 'days', type: 'number', min: 1, max: 7 },
    { name: 'who', type: 'text', pattern: '[a-z]+' },
  ],
});
const count = SavedScript.parse({
  ...{ id: 'count', name: '统计', text: 'true', danger: 'read' },
  parameters: [{ name: 'days', type: 'number' }],
});
const desk = openTestDesk(unasked, {
  fleet: fleetOf([Target.parse({ id: 'web-01', name: '官网' })]),
  scripts: scriptsOf([cleanUp, count]),
  access: () => ({
    roles: builtInRoles,
    operators: ['admin', 'viewer'].map((role) => ({ account: 'corp', person: role, name: '', role })),
    held: false,
  }),
});

/** Why a line was not taken; undefined where it was. */
function refusalOf(line: string, asker: Asker, language: Language = 'zh-CN') {
  const planned = desk.plan(line, asker, {}, language);
  return planned.ok ? undefined : planned.error;
}

const everyWord = commands.flatMap(({ name, aliases, shortcuts = {} }) => [name, ...aliases, ...Object.keys(shortcuts)]);
/** With nothing, with what fits nowhere, and with far too much behind it. */
const wrongLines = (word: string) =>
  [
    '',
    '§',
    '§ §',
    '§ § §',
    '"" "" ""',
    'status',
    'restart §',
    '99999 99999',
    'clean-up',
    'clean-up §',
    'clean-up fast 99',
    '1 '.repeat(12),
  ].map((rest) => `${word} ${rest}`);

describe.each(languages)('a wrong argument is told in %s', (language) => {
  test('without a word that was made for programs', () => {
    for (const line of everyWord.flatMap(wrongLines)) {
      const refusal = refusalOf(line, admin, language);
      expect(refusal ? failureText(refusal) : '', line).not.toMatch(
        /Invalid|Too (?:small|big)|expected (?:string|number|one)|received|✖|→/,
      );
    }
  });
});

const powerZh = '开机 / 关机 / 重启 / 强制关机 / 硬重启 / 状态';
const powerEn = 'on / off / reboot / force-off / reset / state';

test.each<[line: string, zh: string, en: string]>([
  ['power', `缺少参数：${powerZh}`, `An argument is missing: ${powerEn}`],
  ['power up web-01', `“up”不对，应为：${powerZh}`, `"up" does not fit; expected: ${powerEn}`],
  ['service status', '缺少参数：服务', 'An argument is missing: service'],
  ['port 10.0.0.1 99999', '“99999”不对，应为：端口（1–65535）', '"99999" does not fit; expected: port (1–65535)'],
  ['history 99', '“99”不对，应为：条数（1–20）', '"99" does not fit; expected: how many (1–20)'],
  ['bind 12', '“12”不对，应为：六位绑定码', '"12" does not fit; expected: six digits'],
  ['run', '缺少参数：脚本', 'An argument is missing: script'],
  ['run clean-up', '缺少参数：mode（fast / slow）', 'An argument is missing: mode (fast / slow)'],
  ['run clean-up hard', '“hard”不对，应为：mode（fast / slow）', '"hard" does not fit; expected: mode (fast / slow)'],
  ['run clean-up fast 9', '“9”不对，应为：days（1–7）', '"9" does not fit; expected: days (1–7)'],
  ['run clean-up fast 7 X', '“X”不对，应为：who（/[a-z]+/）', '"X" does not fit; expected: who (/[a-z]+/)'],
])('%s: says which argument', (line, zh, en) => {
  expect(refusalOf(line, admin, 'zh-CN')?.message).toBe(zh);
  expect(refusalOf(line, admin, 'en')?.message).toBe(en);
});

test('every argument has a name in the usage of its command, in both languages', () => {
  for (const { parameters, parametersFor, usage, name } of commands.filter((command) => !command.parametersFor)) {
    const count = Object.keys(parameters.shape).length;
    for (const language of languages) expect(usage[language].match(/<[^>]+>|\[[^\]]+\]/g)?.length ?? 0, name).toBe(count);
    expect(parametersFor).toBeUndefined();
  }
});

test('all that an argument may be stands in the usage of its command', () => {
  for (const { name, usage, parameters } of commands) {
    const inUsage = (language: Language) => (usage[language].match(/[^<>[\]]+(?=[>\]])/g) ?? []).map((words) => words.split('|'));
    for (const [index, schema] of Object.values(parameters.shape as Record<string, z.ZodType>).entries()) {
      const options = schema.meta()?.options;
      if (!Array.isArray(options)) continue;
      expect(inUsage('en')[index], name).toEqual(options);
      expect(
        inUsage('zh-CN')[index]?.map((word) => schema.parse(word)),
        name,
      ).toEqual(options.map((word) => schema.parse(word)));
    }
  }
});

describe('somebody learns nothing of a command that is not theirs:', () => {
  const forVisitors = ['status', 'label', 'help', 'whoami', 'more', 'confirm', 'cancel', 'stop', 'bind'];
  const forbidden = (asker: string) =>
    commands.filter(({ name }) => (asker === 'visitor' ? !forVisitors.includes(name) : ['mute', 'hold'].includes(name)));
  test.each<[string, Asker]>([
    ['visitor', visitor],
    ['viewer', viewer],
  ])('a %s', (who, asker) => {
    const words = forbidden(who).flatMap(({ name, aliases, shortcuts = {} }) => [name, ...aliases, ...Object.keys(shortcuts)]);
    for (const line of words.flatMap(wrongLines)) expect(refusalOf(line, asker)?.code, line).toBe('command/no-right');
  });
  test('nor of a script: one that they may not run is refused like one that there is not', () => {
    for (const line of ['run clean-up', 'run clean-up fast 9', 'run 清理 fast 7 abc web-01', 'run nothing', 'run nothing web-01']) {
      expect(refusalOf(line, viewer)?.code, line).toBe('command/no-right');
    }
    expect(refusalOf('run count', viewer)?.code).toBe('command/argument-missing');
    expect(refusalOf('run', viewer)?.code).toBe('command/argument-missing');
    expect(refusalOf('run nothing', admin)?.code).toBe('command/unknown-script');
  });
  test('none of them is offered for a word that is nearly one', () => {
    expect(refusalOf('powr', visitor)).toMatchObject({ code: 'command/unknown' });
    expect(refusalOf('mut', viewer)).toMatchObject({ code: 'command/unknown' });
    expect(refusalOf('statsu', visitor)?.hint).toContain('status');
  });
});
