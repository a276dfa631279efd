import { z } from 'zod';
import { beginning, chained } from './audit.ts';

/** One line of an exported trail. */
const Line = z.object({ seq: z.number().int().min(1), record: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) });

/** What checking an exported trail found. */
interface FileVerdict {
  /** So many records fit. */
  checked: number;
  /** The hash of the last one that fits, to be compared with another copy's: a trail that was cut off at its end still fits. */
  hash: string;
  /** The first record that was changed or is missing. */
  broken?: number;
}

/** Checks the lines of an exported trail, from its first record on. A line that is no record breaks it. */
export async function verifyLines(lines: AsyncIterable<string>): Promise<FileVerdict> {
  let checked = 0;
  let hash = beginning;
  for await (const line of lines) {
    if (line === '') continue;
    const found = readLine(line);
    const next = found && chained(hash, found.record);
    if (found?.seq !== checked + 1 || next !== found.hash) return { checked, hash, broken: checked + 1 };
    checked += 1;
    hash = next;
  }
  return { checked, hash };
}

function readLine(line: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
