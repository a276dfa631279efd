import type { Platform } from './account.ts';

/**
 * What is wrong with the text of a field. The page says each in plain words, as it is typed; the gateway checks the
 * same before it takes an account.
 */
export type FieldProblem =
  | 'missing'
  | 'blanks'
  | 'account-id'
  | 'corp-id'
  | 'app-id'
  | 'agent-id'
  | 'seats'
  | 'api-secret'
  | 'token'
  | 'key-length'
  | 'key-letters'
  | 'url'
  | 'url-password'
  | 'too-long';

/** The fields that an admin types. */
export type AccountField =
  | 'id'
  | 'name'
  | 'receiverId'
  | 'agentId'
  | 'seats'
  | 'apiSecret'
  | 'token'
  | 'encodingAesKey'
  | 'apiBase'
  | 'proxyUrl';

const longestName = 64;

/** Checks what was typed; undefined where nothing is wrong. Source: protocol reference, 1.2 and 8.1. */
export function checkField(field: AccountField, text: string, platform: Platform): FieldProblem | undefined {
  if (text === '') return 'missing';
  if (text !== text.trim() || (field !== 'name' && /\s/.test(text))) return 'blanks';
  return checks[field](text, platform);
}

const unless = (fine: boolean, problem: FieldProblem): FieldProblem | undefined => (fine ? undefined : problem);

const checks: Record<AccountField, (text: string, platform: Platform) => FieldProblem | undefined> = {
  id: (text) => unless(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text), 'account-id'),
  name: (text) => unless([...text].length <= longestName, 'too-long'),
  receiverId: (text, platform) =>
    platform === 'wecom' ? unless(/^(ww|wx)[A-Za-z0-9]{16}$/.test(text), 'corp-id') : unless(/^wx[A-Za-z0-9]{16}$/.test(text), 'app-id'),
  agentId: (text) => unless(/^\d{1,10}$/.test(text), 'agent-id'),
  seats: (text) => unless(/^[1-9]\d{0,7}$/.test(text), 'seats'),
  apiSecret: (text) => unless(/^[\x21-\x7e]{16,512}$/.test(text), 'api-secret'),
  token: (text) => unless(/^[A-Za-z0-9]{3,32}$/.test(text), 'token'),
  encodingAesKey: (text) => unless(text.length === 43, 'key-length') ?? unless(/^[A-Za-z0-9]+$/.test(text), 'key-letters'),
  apiBase: (text) => unless(isUrl(text, ['http:', 'https:']), 'url'),
  proxyUrl: (text) =>
    unless(!/\/\/[^\s/?#@]*:[^\s/?#@]*@/.test(text), 'url-password') ??
    unless(isUrl(text.replace(/\/\/(?:%[0-9a-f]{2}|[^\s/?#@:%])+@/i, '//'), ['http:', 'https:', 'socks5:']), 'url'),
};

/** By hand, for this room knows no `URL`; it takes no more than `new URL` does, but for the finer rules of IDNA. */
function isUrl(text: string, protocols: string[]): boolean {
  const match = /^([a-z0-9]+:)\/\/(\[[^\s/?#@[\]]*\]|[^\s/?#@:[\]]+)(?::(\d{1,5}))?(?:[/?#]\S*)?$/i.exec(text);
  if (!match) return false;
  const [, protocol = '', host = '', port = '0'] = match;
  return protocols.includes(protocol.toLowerCase()) && Number(port) <= 65535 && isHost(host);
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1));
  const name = host.normalize('NFKC').replace(/\.$/, '');
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/^(\d+|0x[\da-f]*)$/i.test(last)) return isIpv4(name);
  return name.split('.').every((label) => /^[\w\p{L}-]+$/u.test(label));
}

function isIpv4(text: string): boolean {
  const numbers = text.split('.');
  return numbers.length === 4 && numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) <= 255);
}

/** Eight groups, the last two perhaps as an IPv4 address; `::` stands once for those left out. */
function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !isIpv4(tail)) return false;
  const halves = (tail.includes('.') ? `${text.slice(0, -tail.length)}0:0` : text).split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
}
