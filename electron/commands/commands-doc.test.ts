import { expect, test } from 'vitest';
import type { Language } from '../../shared/language.ts';
import { type Command, displayName, usageLine } from './command.ts';
import { commands } from './registry.ts';

const heads: Record<
  Language,
  { title: string; note: string; columns: string[]; danger: Record<'read' | 'change' | 'danger' | 'depends' | 'hold', string> }
> = {
  en: {
    title: 'Commands',
    note: 'Made from the declarations in `electron/commands/built-in`; `npx vitest run --config build/vitest.config.ts commands-doc -u` writes it anew.',
    columns: ['Command', 'What it does', 'Also', 'Danger'],
    danger: {
      ...{ read: 'looks', change: 'changes', danger: 'dangerous: wants a yes', depends: 'depends on its arguments' },
      hold: 'needs the right to hold everything',
    },
  },
  'zh-CN': {
    title: '命令',
    note: '由 `electron/commands/built-in` 里的声明生成。',
    columns: ['命令', '作用', '也可写作', '危险程度'],
    danger: {
      ...{ read: '只查看', change: '会改动', danger: '危险，需要确认', depends: '视参数而定' },
      hold: '需要“暂停所有操作”权限',
    },
  },
};

function rowOf(command: Command, language: Language): string {
  const shown = displayName(command, language);
  const others = [command.name, ...command.aliases, ...Object.keys(command.shortcuts ?? {})].filter((word) => word !== shown);
  const danger = command.needsRight ?? (typeof command.danger === 'string' ? command.danger : 'depends');
  const cells = [`\`${usageLine(command, language)}\``, command.summary[language], others.join(' '), heads[language].danger[danger]];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function page(language: Language): string {
  const { title, note, columns } = heads[language];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    `# ${title}`,
    '',
    note,
    '',
    line(columns),
    line(columns.map(() => '---')),
    ...commands.map((command) => rowOf(command, language)),
    '',
  ].join('\n');
}

test.each([
  ['en', 'commands.md'],
  ['zh-CN', 'commands.zh-CN.md'],
] as const)('the page of commands (%s) says what is declared', async (language, file) => {
  await expect(page(language)).toMatchFileSnapshot(`../../docs/${file}`);
});

test('no word stands for two commands', () => {
  const fold = (word: string) => word.normalize('NFKC').toLowerCase();
  const words = commands.flatMap(({ name, aliases, shortcuts }) => [
    ...new Set([name, ...aliases, ...Object.keys(shortcuts ?? {})].map(fold)),
  ]);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});
