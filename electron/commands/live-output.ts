import type { Target } from '../../shared/target.ts';
import type { CommandContext } from './command.ts';

/**
 * What a target's program prints, shown as it comes; where there are several targets, in whole lines with the target's id
 * before each. `end` shows the last line where the program did not end it.
 */
export function liveOutput(
  { targets, output }: Pick<CommandContext, 'targets' | 'output'>,
  { id }: Pick<Target, 'id'>,
): { take(text: string): void; end(): void } {
  if (targets.length <= 1) return { take: output, end: () => undefined };
  let unfinished = '';
  const show = (line: string) => output(`${id}: ${line}\n`);
  return {
    take(text) {
      const lines = (unfinished + text).split('\n');
      unfinished = lines.pop() ?? '';
      for (const line of lines) show(line);
    },
    end() {
      if (unfinished !== '') show(unfinished);
      unfinished = '';
    },
  };
}
