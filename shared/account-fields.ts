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
  | 'api-secret'
  | 'token'
  | 'key-length'
  | 'key-letters'
  | 'url'
  | 'too-long';

/** The fields that an admin types. */
export type AccountField = 'id' | 'name' | 'receiverId' | 'agentId' | 'apiSecret' | 'token' | 'encodingAesKey' | 'apiBase' | 'proxyUrl';

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
  apiSecret: (text) => unless(/^[\x21-\x7e]{16,512}$/.test(text), 'api-secret'),
  token: (text) => unless(/^[A-Za-z0-9]{3,32}$/.test(text), 'token'),
  encodingAesKey: (text) => unless(text.length === 43, 'key-length') ?? unless(/^[A-Za-z0-9]+$/.test(text), 'key-letters'),
  apiBase: (text) => unless(isUrl(text, ['http:', 'https:']), 'url'),
  proxyUrl: (text) => unless(isUrl(text.replace(/\/\/[^\s/?#@:]+@/, '//'), ['http:', 'https:', 'socks5:']), 'url'),
};

function isUrl(text: string, protocols: string[]): boolean {
  const match = /^([a-z0-9]+:)\/\/[^\s/?#@]+([/?#]\S*)?$/i.exec(text);
  return match !== null && protocols.includes((match[1] ?? '').toLowerCase());
}
