import type { z } from 'zod';
import { jsonKinds } from '../../shared/json-mistakes.ts';
import { type Language, type Localized, say } from '../../shared/language.ts';
import { choicesOf, toldMistake } from '../../shared/mistake.ts';

/**
 * What is wrong with a value of the config file, in a few words.
 * @param isThere whether the file has anything at the issue's place
 */
export function configMistakeOf(issue: z.core.$ZodIssue, isThere: boolean): Localized {
  const told = toldMistake(issue);
  if (told && (isThere || issue.code === 'custom')) return told;
  const wanted = anyOf(choicesOf(issue));
  if (!isThere) return wanted ? say(`缺少这一项，${wanted['zh-CN']}`, `is missing; ${wanted.en}`) : say('缺少这一项', 'is missing');
  return wanted ?? byCode(issue);
}

function byCode(issue: z.core.$ZodIssue): Localized {
  switch (issue.code) {
    case 'invalid_type':
      return jsonKinds[issue.expected] ?? doesNotFit;
    case 'too_small':
      return boundOf(issue.origin, 'least', Number(issue.minimum));
    case 'too_big':
      return boundOf(issue.origin, 'most', Number(issue.maximum));
    case 'unrecognized_keys':
      return say('没有这个设置项，请检查拼写', 'there is no such setting: check its spelling');
    case 'invalid_format':
      return issue.format === 'url'
        ? say('应为 http:// 或 https:// 开头的地址', 'an address with http:// or https:// is expected')
        : doesNotFit;
    default:
      return doesNotFit;
  }
}

const doesNotFit = say('内容不合要求', 'does not fit');

function boundOf(origin: string, side: 'least' | 'most', bound: number): Localized {
  const isLeast = side === 'least';
  if (origin === 'string')
    return isLeast ? say('不能为空', 'must not be empty') : say(`最多 ${bound} 个字符`, `at most ${bound} characters are allowed`);
  if (origin === 'array')
    return isLeast
      ? say(`至少要有 ${bound} 项`, `entries needed: ${bound}`)
      : say(`最多 ${bound} 项`, `at most ${bound} entries are allowed`);
  return isLeast ? say(`最小为 ${bound}`, `${bound} is the least`) : say(`最大为 ${bound}`, `${bound} is the most`);
}

function anyOf(values: readonly unknown[]): Localized | undefined {
  if (values.length === 0) return undefined;
  const quoted = values.map((value) => JSON.stringify(value));
  const list = (comma: string, or: string) => [quoted.slice(0, -1).join(comma), ...quoted.slice(-1)].filter(Boolean).join(or);
  return say(`应为 ${list('、', ' 或 ')}`, `${list(', ', ' or ')} is expected`);
}

const fileMistakes: Record<string, Localized> = {
  ENOENT: say('文件不存在', 'there is no such file'),
  EACCES: say('没有读取权限', 'it may not be read'),
  EPERM: say('没有读取权限', 'it may not be read'),
  EISDIR: say('这是一个目录', 'it is a folder'),
};

/** Why a file could not be read; what is rare, by its code. */
export function fileMistakeOf(error: unknown, language: Language): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return fileMistakes[code]?.[language] ?? (code || String(error));
}
