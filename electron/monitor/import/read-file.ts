import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { needsTarget } from '../../../shared/monitor/check-spec.ts';
import { Monitor, type MonitorImport, monitorLimits } from '../../../shared/monitor/monitor.ts';
import { problemsIn } from '../../../shared/monitor/monitor-problem.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { freeId } from '../free-id.ts';
import { readKuma } from './kuma.ts';
import { nameOf, whyUnfit } from './why-not.ts';

/** What `writeFile` makes. */
const OwnFile = z.object({
  weiguan: z.literal('monitors'),
  version: z.literal(1),
  monitors: z.array(z.unknown()).max(monitorLimits.atOnce),
});

export interface ImportContext {
  /** Whether an id is taken. */
  isTaken(id: string): boolean;
  /** Whether a push monitor has it. */
  isTokenTaken(token: string): boolean;
  hasTarget(id: string): boolean;
  /** A token for a push monitor. */
  newToken(): string;
}

/**
 * The monitors in a file that was exported here or by Uptime Kuma, made to fit what is here: ids that are taken get
 * a number, and push monitors a new token where theirs is.
 */
export function readFile(text: string, context: ImportContext): Result<MonitorImport> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(failure('monitors/not-a-file'));
  }
  const own = OwnFile.safeParse(json);
  const read = own.success ? readOwn(own.data.monitors) : readKuma(json, context);
  if (!read) return err(failure('monitors/not-a-file'));
  return ok(fitted(read, context));
}

function readOwn(monitors: readonly unknown[]): MonitorImport {
  const found: Monitor[] = [];
  const problems: MonitorImport['problems'] = [];
  for (const [index, one] of monitors.entries()) {
    const monitor = Monitor.safeParse(one);
    if (monitor.success) found.push(monitor.data);
    else problems.push({ name: nameOf(one, index), ...whyUnfit(problemsIn(monitor.error, one)) });
  }
  return { found, changes: [], problems };
}

/** What refers to another of the file still does; what isn't there is left out where it can be, and told. */
function fitted(read: MonitorImport, context: ImportContext): MonitorImport {
  const { isTaken, hasTarget } = context;
  const { found, problems } = withTargets(read, context);
  // why: what stands in the file and is left out is not the one of the same id that is here
  const inFile = new Map(read.found.map(({ id, name }) => [id, name] as const).toReversed());
  const ids = freeIds(found, context);
  /** By the id in the file; where that stands there twice, the first. */
  const renamed = new Map(found.map(({ id }, place) => [id, ids[place]] as const).toReversed());
  const ownCheck = createOwnCheck(context);
  const changes = [...read.changes];
  const hasOtherAddress = new Set(changes.filter(({ what }) => what === 'token').map(({ id }) => id));
  const monitors: Monitor[] = [];
  for (const [place, { target, parent, ...monitor }] of found.entries()) {
    const id = ids[place] ?? monitor.id;
    const check = ownCheck(monitor.check);
    const above = parent === undefined ? undefined : (renamed.get(parent) ?? (isTaken(parent) && !inFile.has(parent) ? parent : undefined));
    const at = target !== undefined && hasTarget(target) ? target : undefined;
    monitors.push({ ...monitor, id, check, ...(at !== undefined && { target: at }), ...(above !== undefined && { parent: above }) });
    if (parent !== undefined && above === undefined) changes.push({ id, what: 'parent', was: inFile.get(parent) ?? parent });
    if (target !== undefined && at === undefined) changes.push({ id, what: 'target', was: target });
    if (check !== monitor.check && !hasOtherAddress.has(id)) changes.push({ id, what: 'token' });
  }
  return { found: monitors, changes, problems };
}

/** Without those that need a target which isn't there. */
function withTargets({ found, changes, problems }: MonitorImport, { hasTarget }: ImportContext): MonitorImport {
  const lacks = ({ check, target }: Monitor) => needsTarget.has(check.kind) && (target === undefined || !hasTarget(target));
  const lacking = found.filter(lacks).map(({ name, target }) => ({
    name,
    reason: target === undefined ? failure('monitors/import-no-target') : failure('monitors/import-unknown-target', { target }),
  }));
  return { found: found.filter((monitor) => !lacks(monitor)), changes, problems: [...problems, ...lacking] };
}

function freeIds(monitors: readonly Monitor[], { isTaken }: ImportContext): string[] {
  const used = new Set<string>();
  return monitors.map(({ id }) => {
    const free = freeId(id, (other) => isTaken(other) || used.has(other));
    used.add(free);
    return free;
  });
}

/** A push monitor gets a new token where somebody has its own. */
function createOwnCheck({ isTokenTaken, newToken }: ImportContext): (check: Monitor['check']) => Monitor['check'] {
  const used = new Set<string>();
  return (check) => {
    if (check.kind !== 'push') return check;
    const own = isTokenTaken(check.token) || used.has(check.token) ? { ...check, token: newToken() } : check;
    used.add(own.token);
    return own;
  };
}

export const writeFile = (monitors: readonly Monitor[]): string =>
  `${JSON.stringify({ weiguan: 'monitors', version: 1, monitors }, null, 2)}\n`;
