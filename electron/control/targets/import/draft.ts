import type { z } from 'zod';
import { failure } from '../../../../shared/failures.ts';
import type { Failure } from '../../../../shared/result.ts';
import { IpmiReach, SshAuth, SshReach, Target, TargetId, VncReach, WakeReach } from '../../../../shared/target.ts';
import type { ImportCandidate } from '../../../../shared/target-import.ts';
import { fold } from '../fold.ts';

/** What a source says about one target, as text. Lists stand between `,` `;` `、` or spaces. */
export interface Draft {
  line: number;
  file?: string | undefined;
  id?: string | undefined;
  name?: string | undefined;
  aliases?: string | undefined;
  host?: string | undefined;
  port?: string | undefined;
  user?: string | undefined;
  /** How ssh proves who it is, where there is no key file. */
  auth?: 'agent' | 'password';
  keyFile?: string | undefined;
  /** The other target's id, name or address. */
  jump?: string | undefined;
  group?: string | undefined;
  tags?: string | undefined;
  mac?: string | undefined;
  broadcast?: string | undefined;
  system?: string | undefined;
  asset?: string | undefined;
  notes?: string | undefined;
  ipmiHost?: string | undefined;
  ipmiUser?: string | undefined;
  vncPort?: string | undefined;
  services?: string | undefined;
  logs?: string | undefined;
  problems?: Failure[];
}

/** A target made of a draft; its jump host is still to be found among all. */
export type Drafted = Omit<ImportCandidate, 'known'> & { jump?: string | undefined };

const { shape } = Target;

/**
 * Makes a target of what a source says. What isn't valid is left out and told; undefined where there is neither a name nor
 * an address.
 * @param makeUpId makes an id, where none is said, of the first text that it can be made of
 */
export function targetFrom(draft: Draft, makeUpId: (texts: (string | undefined)[]) => string): Drafted | undefined {
  const problems = [...(draft.problems ?? [])];
  const name = draft.name || draft.id || draft.host;
  if (!name) return undefined;
  const read = <T>(field: string, value: unknown, schema: z.ZodType<T>): T | undefined => {
    if (value === undefined || value === '') return undefined;
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(failure('targets/import-field', { field, value: textOf(value).slice(0, 80) }));
    return parsed.success ? parsed.data : undefined;
  };

  const id = read('id', draft.id, TargetId) ?? makeUpId([draft.name, draft.host]);
  const system = systemOf(draft.system);
  const given = {
    id,
    name: read('name', name, shape.name) ?? id,
    aliases: read('aliases', listOf(draft.aliases), shape.aliases),
    system,
    group: read('group', draft.group, shape.group),
    tags: read('tags', listOf(draft.tags), shape.tags),
    asset: read('asset', draft.asset, shape.asset),
    notes: read('notes', draft.notes?.slice(0, 2000), shape.notes),
    services: read('services', listOf(draft.services), shape.services),
    logs: read('logs', listOf(draft.logs), shape.logs),
    ssh: read('ssh', draft.host ? sshOf(draft, system) : undefined, SshReach),
    wake: read('mac', draft.mac ? wakeOf(draft) : undefined, WakeReach),
    ipmi: read('ipmi', draft.ipmiHost ? { host: draft.ipmiHost, user: draft.ipmiUser || 'ADMIN' } : undefined, IpmiReach),
    vnc: read('vnc', draft.host && draft.vncPort ? { host: draft.host, port: Number(draft.vncPort) } : undefined, VncReach),
  };
  const target = Target.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  const jump = target.ssh ? draft.jump : undefined;
  return { line: draft.line, ...(draft.file && { file: draft.file }), target, problems, ...(jump && { jump }) };
}

function sshOf({ host, port, user, keyFile, auth = 'password' }: Draft, system: Target['system']) {
  const key = keyFile ? SshAuth.safeParse({ by: 'key', file: keyFile }) : undefined;
  return {
    host,
    ...(port && { port: Number(port) }),
    user: user || (system === 'windows' ? 'Administrator' : 'root'),
    auth: key?.success ? key.data : { by: auth },
  };
}

/** Network cards write it with dashes, with dots as `0011.2233.4455`, or without anything. */
function wakeOf({ mac = '', broadcast }: Draft) {
  const digits = mac.replace(/[\s:.-]/g, '');
  return { mac: digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : mac, ...(broadcast && { broadcast }) };
}

/** What wasn't valid, as the source had it. */
const textOf = (value: unknown): string =>
  typeof value !== 'object' || value === null
    ? String(value)
    : Object.values(value)
        .filter((part) => typeof part !== 'object')
        .join(' ');

const listOf = (text: string | undefined) =>
  text
    ?.split(/[,;|，；、\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function systemOf(text: string | undefined): Target['system'] {
  const name = fold(text ?? '');
  if (name === '') return 'linux';
  if (/mac|osx|os x|darwin/.test(name)) return 'macos';
  if (/win/.test(name)) return 'windows';
  return /linux|ubuntu|centos|debian|red ?hat|rhel|rocky|alma|suse|fedora|oracle|amazon|euler|欧拉|kylin|麒麟|uos|统信|anolis|龙蜥|alpine|arch/.test(
    name,
  )
    ? 'linux'
    : 'other';
}

/**
 * Makes ids of names and addresses; a number goes behind one that is taken.
 * @param isTaken whether a word names something already
 */
export function createIds(isTaken: (id: string) => boolean): (texts: (string | undefined)[]) => string {
  /** Where counting goes on, so that thousands of the same name don't begin anew each time. */
  const numbers = new Map<string, number>();
  return (texts) => {
    const made = texts.map(idOf).find((id) => id !== '') ?? 'server';
    if (!isTaken(made)) return made;
    for (let number = numbers.get(made) ?? 2; ; number++) {
      const numbered = `${made.slice(0, 57)}-${number}`;
      numbers.set(made, number + 1);
      if (!isTaken(numbered)) return numbered;
    }
  };
}

const idOf = (text = '') =>
  text
    .normalize('NFKC')
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 63);
