import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { Monitor, type MonitorImport, monitorLimits } from '../../../shared/monitor/monitor.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { readKuma } from './kuma.ts';

/** What `writeFile` makes. */
const OwnFile = z.object({
  weiguan: z.literal('monitors'),
  version: z.literal(1),
  monitors: z.array(z.unknown()).max(monitorLimits.atOnce),
});

export interface ImportContext {
  /** Whether an id is taken. */
  isTaken(id: string): boolean;
  hasTarget(id: string): boolean;
  /** A token for a push monitor. */
  newToken(): string;
}

/** The monitors in a file that was exported here or by Uptime Kuma. Ids that are taken get a number. */
export function readFile(text: string, context: ImportContext): Result<MonitorImport> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(failure('monitors/not-a-file'));
  }
  const own = OwnFile.safeParse(json);
  const read = own.success ? readOwn(own.data.monitors) : readKuma(json, context.newToken);
  if (!read) return err(failure('monitors/not-a-file'));
  return ok(withFreeIds(read, context));
}

function readOwn(monitors: readonly unknown[]): MonitorImport {
  const found: Monitor[] = [];
  const problems: MonitorImport['problems'] = [];
  for (const [index, one] of monitors.entries()) {
    const monitor = Monitor.safeParse(one);
    if (monitor.success) found.push(monitor.data);
    else
      problems.push({
        name: nameOf(one, index),
        reason: failure('monitors/import-fields', { reason: z.prettifyError(monitor.error).slice(0, 500) }),
      });
  }
  return { found, problems };
}

function nameOf(one: unknown, index: number): string {
  const named = z.object({ name: z.string() }).safeParse(one);
  return named.success ? named.data.name.slice(0, 64) : `#${index + 1}`;
}

/** What refers to another of the file still does; targets that aren't there are left out where they can be. */
function withFreeIds({ found, problems }: MonitorImport, { isTaken, hasTarget }: ImportContext): MonitorImport {
  const ids = new Map<string, string>();
  const used = new Set<string>();
  for (const { id } of found) {
    const free = freeId(id, (other) => isTaken(other) || used.has(other));
    used.add(free);
    ids.set(id, free);
  }
  const renamed = found.map(({ target, parent, ...monitor }): Monitor => {
    const above = parent === undefined ? undefined : (ids.get(parent) ?? (isTaken(parent) ? parent : undefined));
    return {
      ...{ ...monitor, id: ids.get(monitor.id) ?? monitor.id },
      ...(target !== undefined && hasTarget(target) && { target }),
      ...(above !== undefined && { parent: above }),
    };
  });
  return { found: renamed, problems };
}

/** The id, or the first of `id-2`, `id-3` … that nobody has. */
export function freeId(id: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(id)) return id;
  for (let number = 2; ; number++) {
    const next = `${id.slice(0, 57)}-${number}`;
    if (!isTaken(next)) return next;
  }
}

export const writeFile = (monitors: readonly Monitor[]): string =>
  `${JSON.stringify({ weiguan: 'monitors', version: 1, monitors }, null, 2)}\n`;
