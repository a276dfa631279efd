import { z } from 'zod';
import { call, out } from './api-call.ts';
import { limits } from './limits.ts';
import type { LocalNetwork } from './network-scan.ts';
import { DriverKind, Target, TargetId, TargetSecretName, TargetSecretsDraft, type TargetView } from './target.ts';
import { type ImportPreview, ImportSource } from './target-import.ts';

const nothing = z.object({}).strict();

/** The calls of the contract that are about targets. */
export const targetApi = {
  /** All targets, `local` first, the others in the order in which they were made. */
  'targets.list': call(nothing, out<{ targets: TargetView[] }>()),
  /** Adds a target, or changes the one of this id. Secrets that it has no use for any more (`secretsUsedBy`) are forgotten, and those in `forget`. */
  'targets.save': call(
    z
      .object({
        target: Target,
        secrets: TargetSecretsDraft.default({}),
        forget: z.array(TargetSecretName).optional(),
        isNew: z.boolean(),
      })
      .strict(),
    out<TargetView>(),
  ),
  /** `typed` must be the target's id. Its secrets go with it; for a minute `targets.restore` brings all of it back. */
  'targets.delete': call(z.object({ id: TargetId, typed: z.string().max(64) }).strict(), out<null>()),
  'targets.restore': call(z.object({ id: TargetId }).strict(), out<TargetView>()),
  /**
   * Tries one way to a target as the form has it, saved or not, without changing anything on it. Where no secret is typed the
   * saved one is used, as long as it goes to where it was saved for.
   */
  'targets.try': call(
    z.object({ target: Target, secrets: TargetSecretsDraft.default({}), kind: DriverKind }).strict(),
    out<{ ms: number; found: string }>(),
  ),
  /** Forgets the key that the target's ssh server showed first: the one that it shows next is trusted. */
  'targets.forgetHostKey': call(z.object({ id: TargetId }).strict(), out<null>()),
  /** Asks at once whether they answer (all of them, where none is named); the lights follow as `targets.changed`. */
  'targets.check': call(z.object({ ids: z.array(TargetId).max(limits.targets).optional() }).strict(), out<null>()),
  /** What an import would add; nothing is done yet. */
  'targets.readImport': call(ImportSource, out<ImportPreview>()),
  /** Adds them all, or none where one of them can't be added. */
  'targets.import': call(z.object({ targets: z.array(Target).min(1).max(limits.targets) }).strict(), out<{ added: number }>()),
  /** The networks that this computer is in. */
  'targets.networks': call(nothing, out<LocalNetwork[]>()),
  /**
   * Begins to look for machines in a local network (by default the first of `targets.networks`); what it finds follows as
   * `targets.scanned` with this id. One search runs at a time: another one ends it.
   */
  'targets.scan': call(z.object({ id: z.uuid(), network: z.string().max(32).optional() }).strict(), out<null>()),
  'targets.stopScan': call(nothing, out<null>()),
};
