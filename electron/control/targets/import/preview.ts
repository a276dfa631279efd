import { userInfo } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { failure } from '../../../../shared/failures.ts';
import { readText } from '../../../../shared/file-text.ts';
import { limits } from '../../../../shared/limits.ts';
import { err, type Failure, ok, type Result } from '../../../../shared/result.ts';
import type { Target } from '../../../../shared/target.ts';
import type { ImportPreview, ImportSource } from '../../../../shared/target-import.ts';
import { fold } from '../fold.ts';
import { createNameBook, referenceFault } from '../rules.ts';
import { createIds, type Drafted, targetFrom } from './draft.ts';
import { readSshConfig } from './ssh-config.ts';
import { noIncludes, readConfig, readingIncludes } from './ssh-includes.ts';
import { type Drafts, readTable } from './table.ts';

export interface ImportContext {
  /** The user's own ssh configuration. */
  sshConfigFile: string;
  local: Target;
  /** The targets that there are already, `local` aside. */
  known: readonly Target[];
  /** Why a right is in the way of a target of this id. */
  rightsFault(id: string): Failure | undefined;
  /** Why a right is in the way of its group. */
  groupFault(target: Target): Failure | undefined;
}

/** Reads a source and tells what an import would add, what is missing of it, and what could not be read. */
export async function previewImport(source: ImportSource, context: ImportContext): Promise<Result<ImportPreview>> {
  const read = await readSource(source, context.sshConfigFile);
  return read.ok ? ok(await preview(read.value, context)) : read;
}

async function readSource({ kind, text, base64 }: ImportSource, sshConfigFile: string): Promise<Result<Drafts>> {
  const ownConfig = kind === 'ssh-config' && text === undefined && base64 === undefined;
  if (ownConfig) return readOwnConfig(sshConfigFile);
  const given = text !== undefined ? ok(text) : decode(Buffer.from(base64 ?? '', 'base64'));
  if (!given.ok) return given;
  if (given.value.trim() === '') return err(failure('targets/import-nothing'));
  if (kind === 'csv') return readTable(given.value);
  return ok(await readSshConfig(given.value, { includes: noIncludes, user: userInfo().username }));
}

const decode = (bytes: Buffer) => readText(bytes, (encoding) => new TextDecoder(encoding, { fatal: true }).decode(bytes));

async function readOwnConfig(file: string): Promise<Result<Drafts>> {
  try {
    return ok(await readSshConfig(await readConfig(file), { includes: readingIncludes(file), user: userInfo().username }));
  } catch (error) {
    return err(failure('targets/ssh-config', { file, reason: (error as NodeJS.ErrnoException).code ?? String(error) }));
  }
}

/** Makes targets of what was read, and says of each whether and how it fits in with those that there are. */
async function preview({ drafts, skipped }: Drafts, context: ImportContext): Promise<ImportPreview> {
  const { known, local, rightsFault } = context;
  const groups = [...known, ...drafts].map(({ group }) => fold(group ?? ''));
  const names = new Set([...[local, ...known].flatMap(namesOf), ...groups]);
  const found: Drafted[] = [];
  const leftOut = [...skipped];
  const makeUpId = createIds((id) => names.has(fold(id)) || rightsFault(id) !== undefined);
  for (const draft of drafts.slice(0, limits.targets)) {
    // A thousand take a while, in which others must be answered too.
    if (found.length % 50 === 0) await setImmediate();
    const drafted = targetFrom(draft, makeUpId);
    if (!drafted) leftOut.push({ line: draft.line, reason: failure('targets/import-no-name') });
    else {
      found.push(drafted);
      for (const name of namesOf(drafted.target)) names.add(name);
    }
  }
  const beyond = drafts[limits.targets];
  if (beyond) leftOut.push({ line: beyond.line, reason: failure('targets/import-too-many', { limit: String(limits.targets) }) });
  return { found: judged(found, context), skipped: leftOut.sort((a, b) => a.line - b.line) };
}

function judged(found: readonly Drafted[], { known, local, rightsFault, groupFault }: ImportContext): ImportPreview['found'] {
  const byName = bookOf([...found.map(({ target }) => target), ...known]);
  const candidates = found.map((drafted) => withJump(drafted, byName));
  const byId = new Map([...candidates.map(({ target }) => target), ...known, local].map((target) => [target.id, target]));
  const places = new Set(known.flatMap((target) => placeOf(target) ?? []));
  const ids = new Set(known.map(({ id }) => fold(id)));
  const taken = new Set(ids);
  const book = createNameBook([local, ...known]);
  return candidates.map((candidate) => {
    const { target, problems } = candidate;
    const isKnown = ids.has(fold(target.id)) || places.has(placeOf(target) ?? '');
    const isTaken = taken.has(fold(target.id));
    const named = isTaken
      ? [failure('targets/id-taken', { id: target.id })]
      : isKnown
        ? []
        : [book.faultOf(target), rightsFault(target.id), groupFault(target), referenceFault(target, byId)];
    const faults = named.filter((fault) => fault !== undefined);
    // why: what can't be added is in no other row's way
    if (!isKnown && faults.length === 0) {
      taken.add(fold(target.id));
      book.add(target);
    }
    return { ...candidate, problems: [...problems, ...faults], known: isKnown };
  });
}

/** The jump host, by its id, name or address. */
function withJump({ jump, ...candidate }: Drafted, byName: ReadonlyMap<string, Target>): Omit<Drafted, 'jump'> {
  const { ssh } = candidate.target;
  if (!jump || !ssh) return candidate;
  const through = byName.get(fold(jump));
  if (!through) return { ...candidate, problems: [...candidate.problems, failure('targets/import-jump', { jump: jump.slice(0, 80) })] };
  return { ...candidate, target: { ...candidate.target, ssh: { ...ssh, jump: through.id } } };
}

/** By every name and, where that is none, by address; the first one counts. */
function bookOf(targets: readonly Target[]): Map<string, Target> {
  const addresses = targets.map((target): [string, Target] => [fold(target.ssh?.host ?? ''), target]);
  const names = targets.flatMap((target) => namesOf(target).map((name): [string, Target] => [name, target]));
  return new Map([...addresses.reverse(), ...names.reverse()]);
}

const namesOf = ({ id, name, aliases }: Target) => [id, name, ...aliases].map(fold);

/** Where ssh reaches it; behind a jump host it may be anywhere. */
const placeOf = ({ ssh }: Target) => ssh && JSON.stringify([fold(ssh.host), ssh.port, ssh.jump ?? null]);
