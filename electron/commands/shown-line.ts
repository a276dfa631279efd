import { displayName } from './command.ts';
import { cutAtLine } from './more.ts';
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

/** A question names so many servers. */
const mostNamed = 10;
/** And is so long at the most, in bytes of UTF-8: with its code and how to answer it has to fit into one message. */
const mostBytes = 1700;

/** What was only heard, or scanned, is repeated: it may not have been meant. Undefined where it was typed or tapped. */
export function repeatedLine(plan: PlannedCommand): string | undefined {
  const { medium, language } = plan;
  if (medium !== 'voice' && medium !== 'scan') return undefined;
  const [zh, en] = medium === 'voice' ? ['听到的是：', 'Heard: '] : ['扫到的是：', 'Scanned: '];
  return `${language === 'en' ? en : zh}${askedLine(plan)}`;
}

/** The same in a question, which leaves out what there is no room for: of many servers all but the first, the end of long arguments. */
export function askedLine(plan: Pick<PlannedCommand, 'command' | 'line' | 'language' | 'targets'>): string {
  const ids = plan.targets.map(({ id }) => id);
  const line = plan.line.slice(0, plan.line.length - ids.join(' ').length).trimEnd();
  const named = [...ids.slice(0, mostNamed), ...(ids.length > mostNamed ? ['…'] : [])].join(' ');
  const { part, rest } = cutAtLine(shownLine({ ...plan, line }), mostBytes - Buffer.byteLength(named));
  return `${part}${rest === '' ? '' : '…'} ${named}`.trim();
}
