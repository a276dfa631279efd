import { Script } from 'node:vm';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SavedScript, scriptLimits } from '../../shared/script.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { parametersOf } from './script-parameters.ts';
import { openScripts } from './scripts.ts';

const script = (id: string, name: string, given: object = {}): SavedScript => SavedScript.parse({ id, name, text: 'echo "$1"', ...given });
describe('saved scripts', () => {
  let folder = '';
  let store: Store;

  beforeEach(async () => {
    folder = testFolder();
    store = await openTestStore(folder);
  });

  test('are there after a restart, as they were last saved, in the order in which they were made', async () => {
    const shown: string[][] = [];
    const scripts = await openScripts({ store, now: () => 1_000, onChanged: (all) => shown.push(all.map(({ name }) => name)) });
    await scripts.put(script('backup', '备份'), 'zh-CN');
    await scripts.put(script('clean', '清理'), 'zh-CN');
    await scripts.put(script('backup', '每日备份', { danger: 'change' }), 'zh-CN');
    expect(shown).toEqual([['备份'], ['备份', '清理'], ['每日备份', '清理']]);
    await store.close();
    store = await openTestStore(folder);
    const again = await openScripts({ store, now: () => 1_000, onChanged: () => undefined });
    expect(again.list()).toEqual([script('backup', '每日备份', { danger: 'change' }), script('clean', '清理')]);
    await again.remove('backup');
    expect(again.list().map(({ id }) => id)).toEqual(['clean']);
    expect(await store.do('scripts.list')).toHaveLength(1);
  });

  test('are found by id or name, letter case and full-width forms aside', async () => {
    const scripts = await openScripts({ store, now: () => 1_000, onChanged: () => undefined });
    await scripts.put(script('Backup', '备份DB'), 'en');
    expect(scripts.find('ＢＡＣＫＵＰ')?.id).toBe('Backup');
    expect(scripts.find('备份db')?.id).toBe('Backup');
    expect(scripts.find('constructor')).toBeUndefined();
  });

  test('are found by an alias too, which no other one can have', async () => {
    const scripts = await openScripts({ store, now: () => 1_000, onChanged: () => undefined });
    await scripts.put(script('clean', '清理日志', { aliases: ['Clean-Logs'] }), 'en');
    expect(scripts.find('clean-logs')?.id).toBe('clean');
    expect(await scripts.put(script('other', 'CLEAN-LOGS'), 'en')).toMatchObject({ ok: false, error: { code: 'scripts/name' } });
    expect(await scripts.put(script('third', '第三', { aliases: ['清理日志'] }), 'en')).toMatchObject({ ok: false });
  });

  test('no two of them answer to one name, and there is an end to them', async () => {
    const scripts = await openScripts({ store, now: () => 1_000, onChanged: () => undefined });
    await scripts.put(script('backup', '备份'), 'en');
    expect(await scripts.put(script('other', 'BACKUP'), 'en')).toMatchObject({ ok: false, error: { code: 'scripts/name' } });
    for (let index = 1; index < scriptLimits.scripts; index++) await scripts.put(script(`s${index}`, `脚本${index}`), 'en');
    expect(await scripts.put(script('one-more', '太多'), 'en')).toMatchObject({ ok: false, error: { code: 'scripts/too-many' } });
    expect(await scripts.put(script('s1', '改名'), 'en')).toMatchObject({ ok: true });
  });
});

describe('what a script is', () => {
  const parse = (given: object) => SavedScript.safeParse({ id: 'a', name: '备份', text: 'true', ...given }).success;
  test.each([
    ['a name of two words', { name: '备份 今天' }],
    ['a name with quotes', { name: '“备份”' }],
    ['a name that turns the text around', { name: 'a\u202eb' }],
    ['no text', { text: ' \n ' }],
    ['a NUL in its text', { text: 'a\0b' }],
    ['a parameter called like one of the command’s own', { parameters: [{ name: 'target', type: 'text' }] }],
    [
      'two parameters of one name',
      {
        parameters: [
          { name: 'a', type: 'text' },
          { name: 'a', type: 'number' },
        ],
      },
    ],
    ['an alias of two words', { aliases: ['two words'] }],
    ['a summary of two lines', { summary: 'a\nb' }],
    ['bounds that leave no number', { parameters: [{ name: 'a', type: 'number', min: 2, max: 1 }] }],
    [
      'an optional parameter before one that is wanted',
      {
        parameters: [
          { name: 'a', type: 'text', optional: true },
          { name: 'b', type: 'text' },
        ],
      },
    ],
    ['a pattern that is none', { parameters: [{ name: 'a', type: 'text', pattern: '(' }] }],
    ['a choice that a program would take for an option', { parameters: [{ name: 'a', type: 'choice', options: ['-rf'] }] }],
  ])('%s is refused', (_, given) => expect(parse(given)).toBe(false));
  test('a plain one is taken', () => expect(parse({ parameters: [{ name: 'day', type: 'text', pattern: '\\d+' }] })).toBe(true));

  const accepts = (parameter: object, word: string) =>
    parametersOf(script('a', 'a', { parameters: [{ name: 'it', ...parameter }] })).safeParse({ script: 'a', it: word }).success;
  test.each([
    [{ type: 'number' }, '12.5', true],
    [{ type: 'number' }, '-3', true],
    [{ type: 'number' }, '1e9', false],
    [{ type: 'number' }, '１２', false],
    [{ type: 'number', min: 1, max: 30 }, '30', true],
    [{ type: 'number', min: 1, max: 30 }, '30.5', false],
    [{ type: 'number', min: 1 }, '0', false],
    [{ type: 'number', optional: true }, '', true],
    [{ type: 'number' }, '', false],
    [{ type: 'text', pattern: 'a+', optional: true }, 'b', false],
    [{ type: 'choice', options: ['日报', '周报'] }, '周报', true],
    [{ type: 'choice', options: ['日报', '周报'] }, '月报', false],
    [{ type: 'text' }, '$(id); rm -rf /', true],
    [{ type: 'text' }, '--force', false],
    [{ type: 'text' }, 'a\nb', false],
    [{ type: 'text' }, 'a\u202eb', false],
    [{ type: 'text' }, 'x'.repeat(201), false],
    [{ type: 'text', pattern: '[a-z]+|x y' }, 'abc', true],
    [{ type: 'text', pattern: '[a-z]+|x y' }, 'abc;id', false],
    [{ type: 'text', pattern: '(a+)+b' }, 'a'.repeat(200), false],
  ])('%j takes %j: %s', (parameter, word, expected) => expect(accepts(parameter, word)).toBe(expected));
  test('a word is not refused because the machine stood still while it was compared', () => {
    const timesOut = () => {
      throw Object.assign(new Error('Script execution timed out after 50ms'), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
    };
    const compared = vi.spyOn(Script.prototype, 'runInContext').mockImplementationOnce(timesOut).mockImplementationOnce(timesOut);
    onTestFinished(() => void compared.mockRestore());
    expect(accepts({ type: 'text', pattern: '/tmp/.+' }, '/tmp/a')).toBe(true);
    // why: on a busy machine one of its own may have taken too long as well
    expect(compared.mock.calls.length).toBeGreaterThanOrEqual(3);
  });
});
