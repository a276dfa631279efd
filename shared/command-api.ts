import { z } from 'zod';
import { call, out } from './api-call.ts';
import { limits } from './limits.ts';
import type { CommandView, Run, RunPlan, RunStart, TrailVerdict } from './run.ts';
import { RunFilter } from './run-filter.ts';
import { SavedScript } from './script.ts';
import { TargetId } from './target.ts';

const nothing = z.object({}).strict();
const commandLine = z.string().trim().min(1).max(limits.consoleLineChars);

/** The calls of the contract that are about commands, their runs, saved scripts and the hold. */
export const commandApi = {
  /** All commands there are, in the order in which the help lists them. */
  'commands.list': call(nothing, out<CommandView[]>()),
  /** What a line would do; nothing is touched. */
  'commands.plan': call(z.object({ line: commandLine }).strict(), out<RunPlan>()),
  /**
   * Runs a line, as the admin. Answers when it has begun; what comes of it follows as `runs.changed` and `runs.output`.
   * What has to be confirmed comes with the ids of the targets that were shown. `key` names the click, and its run: asked
   * for twice, because an answer was lost, it runs once.
   */
  'commands.run': call(
    z.object({ line: commandLine, confirmed: z.array(TargetId).max(limits.targets).optional(), key: z.uuidv7().optional() }).strict(),
    out<RunStart>(),
  ),
  /** Newest first; `before` is the last run of the page before. */
  'runs.page': call(
    z
      .object({
        limit: z.number().int().min(1).max(200).default(100),
        before: z.object({ at: z.number(), id: z.uuid() }).strict().optional(),
        ...RunFilter.shape,
      })
      .strict(),
    out<Run[]>(),
  ),
  'runs.get': call(z.object({ id: z.uuid() }).strict(), out<Run | null>()),
  /** The picture that a run answered, as a data URL. */
  'runs.picture': call(z.object({ id: z.uuid() }).strict(), out<string | null>()),
  'runs.cancel': call(z.object({ id: z.uuid() }).strict(), out<null>()),
  /** Checks the audit trail from its beginning. */
  'runs.verify': call(nothing, out<TrailVerdict>()),
  /** Scripts that the admin saved, for the command `run`. */
  'scripts.list': call(nothing, out<SavedScript[]>()),
  'scripts.put': call(z.object({ script: SavedScript }).strict(), out<SavedScript>()),
  'scripts.remove': call(z.object({ id: SavedScript.shape.id }).strict(), out<null>()),
  /** Whether everything is on hold but looking. */
  'hold.get': call(nothing, out<{ held: boolean }>()),
  'hold.set': call(z.object({ held: z.boolean() }).strict(), out<{ held: boolean }>()),
};
