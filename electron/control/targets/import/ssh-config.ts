import { setImmediate } from 'node:timers/promises';
import { failure } from '../../../../shared/failures.ts';
import { limits } from '../../../../shared/limits.ts';
import type { Draft } from './draft.ts';
import { meetsList, type PatternList } from './pattern-list.ts';
import { type Block, type Included, parseSshConfig } from './ssh-config-blocks.ts';
import type { Drafts } from './table.ts';

export interface SshConfigContext {
  includes: Included;
  /** Whom ssh logs in as where nothing is said. */
  user: string;
}

/**
 * The hosts of an ssh client configuration (ssh_config(5)), each with what counts for it: of each keyword the first value,
 * through wildcards, `Match` and `Include`. `Match exec` is never run.
 */
export async function readSshConfig(text: string, { includes, user }: SshConfigContext): Promise<Drafts> {
  const { blocks, skipped } = await parseSshConfig(text, includes);
  const seen = new Map<string, Block>();
  for (const block of blocks) for (const alias of plainAliases(block)) if (!seen.has(alias)) seen.set(alias, block);
  const drafts: Draft[] = [];
  for (const [alias, block] of [...seen].slice(0, limits.targets + 1)) {
    // Many hosts in many blocks take a second, in which others must be answered too.
    if (drafts.length % 20 === 0) await setImmediate();
    drafts.push(draftOf(alias, block, blocks, user));
  }
  return { drafts, skipped };
}

/** Names that stand for one host, and that reach the block that names them. */
function plainAliases({ when }: Block): string[] {
  const own = when.at(-1);
  if (own?.by !== 'host') return [];
  return own.patterns.plain.filter((alias) => when.every((condition) => condition.by === 'host' && meetsList(alias, condition.patterns)));
}

function draftOf(alias: string, { line, file }: Block, blocks: readonly Block[], ownUser: string): Draft {
  const said = settingsFor(alias, blocks, ownUser);
  const proxyJump = said.get('proxyjump');
  const way = proxyJump && !/^none$/i.test(proxyJump) ? wayOf(proxyJump) : undefined;
  const command = proxyJump ? undefined : said.get('proxycommand');
  const hasCommand = command !== undefined && !/^none$/i.test(command);
  const identity = said.get('identityfile');
  const keyFile = keyFileOf(identity);
  const isLeftOut = way !== undefined && !isPlainWay(way, (host) => settingsFor(host, blocks, ownUser), ownUser);
  const problems = [
    ...(hasCommand ? [failure('targets/import-proxy-command', { command: command.slice(0, 200) })] : []),
    ...(isLeftOut ? [failure('targets/import-jump-way', { way: (proxyJump ?? '').slice(0, 200), jump: way.last.host.slice(0, 80) })] : []),
    ...(identity !== undefined && keyFile === undefined && hasToken(identity)
      ? [failure('targets/import-key-token', { file: identity.slice(0, 200) })]
      : []),
  ];
  return {
    ...{ line, file, id: idIfPlain(alias), name: alias, auth: 'agent', jump: way?.last.host, keyFile },
    host: (said.get('hostname') ?? '%h').replace(/%[h%]/g, (token) => (token === '%%' ? '%' : alias)),
    user: said.get('user') ?? ownUser,
    port: said.get('port'),
    ...(problems.length > 0 && { problems }),
  };
}

const idIfPlain = (alias: string) => (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(alias) ? alias : undefined);

/** One jump host of `ProxyJump`: `[user@]host[:port]`, or the same as `ssh://`. */
interface Hop {
  host: string;
  user?: string | undefined;
  port?: string | undefined;
}

/** The jump hosts in the order in which they are gone through. */
function wayOf(value: string): { before: Hop[]; last: Hop } {
  const hops = value.split(',').map((hop) => hopOf(hop.trim()));
  return { before: hops.slice(0, -1), last: hops.at(-1) ?? { host: '' } };
}

function hopOf(text: string): Hop {
  const plain = text.replace(/^ssh:\/\//i, '');
  const [, user, rest = plain] = /^(?:([^@]*)@)?(.*)$/.exec(plain) ?? [];
  const [, inBrackets, name, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(rest) ?? [];
  return { host: inBrackets ?? name ?? rest, user, port };
}

/**
 * Whether a way is what the last jump host's own settings say: only that one becomes the server's jump host, and how that is
 * reached is its own matter.
 */
function isPlainWay({ before, last }: ReturnType<typeof wayOf>, settings: (host: string) => Map<string, string>, ownUser: string): boolean {
  const own = settings(last.host);
  const ownJump = own.get('proxyjump');
  const comesBy = before.map(({ host }) => host).join();
  const goesBy =
    ownJump === undefined || /^none$/i.test(ownJump)
      ? ''
      : ownJump
          .split(',')
          .map((hop) => hopOf(hop.trim()).host)
          .join();
  if (before.length > 0 && comesBy !== goesBy) return false;
  if (last.user !== undefined && last.user !== (own.get('user') ?? ownUser)) return false;
  return last.port === undefined || last.port === (own.get('port') ?? '22');
}

/** Whether only ssh can tell which file it is. */
const hasToken = (file: string) => /%[a-z]/i.test(file.replace(/%d(?=[/\\])/g, '').replaceAll('%%', ''));

/** A public key, or a token that only ssh can fill in, leaves it to the agent. */
function keyFileOf(value: string | undefined): string | undefined {
  const file = value?.replace(/%d(?=[/\\])/g, '~').replace(/%%/g, '%');
  return file === undefined || /^none$/i.test(file) || file.endsWith('.pub') || /%[a-z]/i.test(file) ? undefined : file;
}

/** Of each keyword the first value that counts for this host. */
function settingsFor(alias: string, blocks: readonly Block[], ownUser: string): Map<string, string> {
  const said = new Map<string, string>();
  for (const { when, settings } of blocks) {
    const counts = when.every((condition) => {
      if (condition.by === 'host') return meetsList(alias, condition.patterns);
      return condition.criteria.every(({ name, patterns, negated }) => meets(name, patterns, { alias, said, ownUser }) !== negated);
    });
    if (!counts) continue;
    for (const { keyword, value } of settings) if (!said.has(keyword)) said.set(keyword, value);
  }
  return said;
}

interface MatchedHost {
  alias: string;
  /** What counts for it so far. */
  said: ReadonlyMap<string, string>;
  ownUser: string;
}

function meets(criterion: string, patterns: PatternList, { alias, said, ownUser }: MatchedHost): boolean {
  switch (criterion) {
    case 'all':
      return true;
    case 'host':
      return meetsList((said.get('hostname') ?? '%h').replaceAll('%h', alias), patterns);
    case 'originalhost':
      return meetsList(alias, patterns);
    case 'user':
      return meetsList(said.get('user') ?? ownUser, patterns);
    default:
      return meetsList(ownUser, patterns);
  }
}
