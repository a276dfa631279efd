import { displayName } from './command.ts';
import type { PlannedCommand } from './plan.ts';

/** A planned line as people of its language write it: `重启 web-01` for `power reboot web-01`. */
export function shownLine({ command, line, language }: Pick<PlannedCommand, 'command' | 'line' | 'language'>): string {
  const [, ...words] = line.split(' ');
  const isOurs = (word: string) => /\p{Script=Han}/u.test(word) === (language === 'zh-CN');
  const shortcut = Object.entries(command.shortcuts ?? {}).find(
    ([word, first]) => isOurs(word) && first.every((part, index) => words[index] === part),
  );
  const [word, rest] = shortcut ? [shortcut[0], words.slice(shortcut[1].length)] : [displayName(command, language), words];
  return [word, ...rest].join(' ');
}
