import { z } from 'zod';
import { limits } from './limits.ts';
import type { Failure } from './result.ts';
import type { Target } from './target.ts';

/** From where many targets may be taken at once. */
export const ImportKind = z.enum(['csv', 'ssh-config']);
export type ImportKind = z.infer<typeof ImportKind>;

/**
 * What is read: a text, or a file's bytes in base64 (UTF-8 or GB18030; the gateway finds out which). Where an
 * `ssh-config` comes with neither, the gateway reads its own user's `~/.ssh/config`.
 */
export const ImportSource = z
  .object({
    kind: ImportKind,
    text: z.string().max(limits.importChars).optional(),
    base64: z.base64().max(limits.importChars).optional(),
  })
  .strict();
export type ImportSource = z.infer<typeof ImportSource>;

/** A target that an import would add. */
export interface ImportCandidate {
  /** In which line of the source it begins, from 1; `file` where that is one that the source includes. */
  line: number;
  file?: string;
  target: Target;
  /** What is left out of it, and why it can't be added as it is. */
  problems: Failure[];
  /** There is a target of this id, or one that is reached at the same place. */
  known: boolean;
}

/** What an import would add; nothing is done yet. */
export interface ImportPreview {
  found: ImportCandidate[];
  /** Lines of which nothing, or not all, was read. */
  skipped: { line: number; file?: string; reason: Failure }[];
}
