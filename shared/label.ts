import { TargetId } from './target.ts';

/** Every label's text begins so, which tells it from the codes of others. */
const prefix = 'weiguan:';

/** The text in the code on a server's label: `weiguan:web-01`. */
export const labelTextOf = (target: TargetId): string => `${prefix}${target}`;

/** Which target a label is of, or undefined where the text is no label of ours. */
export function targetOnLabel(text: string): TargetId | undefined {
  const trimmed = text.trim();
  if (trimmed.slice(0, prefix.length).toLowerCase() !== prefix) return undefined;
  return TargetId.safeParse(trimmed.slice(prefix.length)).data;
}
