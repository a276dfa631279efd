import { describe, expect, test } from 'vitest';
import { SavedScript } from '../../shared/script.ts';
import {
  formOfScript,
  newScriptForm,
  noParameter,
  problemsOfScript,
  readScriptFile,
  type ScriptForm,
  scriptFile,
  scriptOfForm,
} from './script-form.ts';

const full = SavedScript.parse({
  ...{ id: 'clean-logs', name: '清理日志', aliases: ['clean'], summary: '删除旧日志', interpreter: 'bash', text: 'find "$1"' },
  parameters: [
    { name: 'path', type: 'text', pattern: '/var/.*' },
    { name: 'days', type: 'number', min: 1, max: 30 },
    { name: 'mode', type: 'choice', options: ['dry', 'real'], optional: true },
  ],
  ...{ danger: 'change', seconds: 120 },
});
const form = (change: Partial<ScriptForm> = {}): ScriptForm => ({ ...formOfScript(full), ...change });
const parameter = (change: object) => form({ parameters: [{ ...noParameter, name: 'a', ...change }] });

test('a script comes out of its form as it went in', () => expect(scriptOfForm(form())).toEqual(full));

test('a new form only lacks its name, id and text', () => {
  expect(problemsOfScript(newScriptForm(), [])).toEqual({
    ...{ id: { kind: 'missing' }, name: { kind: 'missing' }, text: { kind: 'missing' } },
  });
});

describe('what is wrong is told at its field', () => {
  test.each([
    [form({ name: '两个 词' }), 'name', { kind: 'wrong' }],
    [form({ aliases: ['good', 'not good'] }), 'aliases', { kind: 'wrong', item: 'not good' }],
    [form({ seconds: 'ten' }), 'seconds', { kind: 'wrong' }],
    [form({ seconds: '' }), 'seconds', { kind: 'missing' }],
    [form({ seconds: '7200' }), 'seconds', { kind: 'wrong' }],
    [parameter({ name: 'target' }), 'parameters.0.name', { kind: 'wrong' }],
    [parameter({ name: '' }), 'parameters.0.name', { kind: 'missing' }],
    [parameter({ pattern: '(' }), 'parameters.0.pattern', { kind: 'wrong' }],
    [parameter({ type: 'number', min: 'x' }), 'parameters.0.min', { kind: 'wrong' }],
    [parameter({ type: 'number', min: '5', max: '1' }), 'parameters.0.max', { kind: 'wrong' }],
    [parameter({ type: 'choice' }), 'parameters.0.options', { kind: 'missing' }],
    [parameter({ type: 'choice', options: ['ok', '-rf'] }), 'parameters.0.options', { kind: 'wrong', item: '-rf' }],
    [
      form({
        parameters: [
          { ...noParameter, name: 'a', optional: true },
          { ...noParameter, name: 'b' },
        ],
      }),
      ...(['parameters', { kind: 'wrong' }] as const),
    ],
  ] as const)('%#', (typed, place, problem) => expect(problemsOfScript(typed, [])).toEqual({ [place]: problem }));
});

test('a name that another script has in any way is taken', () => {
  const others = [SavedScript.parse({ id: 'backup', name: '备份', aliases: ['BK'], text: 'true' })];
  expect(problemsOfScript(form({ name: 'ｂｋ' }), others)).toEqual({ name: { kind: 'taken', item: 'ｂｋ' } });
});

test('a script travels as a file, and nothing else is taken for one', () => {
  expect(readScriptFile(scriptFile(full))).toEqual(full);
  const wrong = ['', '{}', 'null', '[]', '{"weiguan":"script","script":{"id":"a"}}', JSON.stringify({ script: full })];
  expect(wrong.map(readScriptFile)).toEqual(wrong.map(() => undefined));
});
