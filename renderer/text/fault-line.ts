/** Where in a text the gateway's parser gave up; both count from 1. */
export interface FaultPlace {
  line: number;
  column: number;
}

/**
 * Reads the place out of a parser's reason: `3:12 “…”` names it; else the reason begins with what stands there.
 * Undefined where neither says where.
 */
export function faultPlace(reason: string, text: string): FaultPlace | undefined {
  const [, line, column] = /^(\d+):(\d+) /.exec(reason) ?? [];
  if (line && column) return { line: Number(line), column: Number(column) };
  const at = reason === '' ? -1 : text.lastIndexOf(reason);
  if (at === -1) return undefined;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
