import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { dirname, resolve } from 'node:path';
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { type Account, defaultApiBase } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import { emptyJson, jsonMistakes } from '../../shared/json-mistakes.ts';
import { type Language, type Localized, say } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TargetSecretName } from '../../shared/target.ts';
import { strongTokenChars } from '../console/access.ts';
import type { FileKey } from '../secrets/encrypted-file.ts';
import { readEncodingAesKey } from '../wechat/credentials.ts';
import { configMistakeOf, fileMistakeOf } from './config-mistakes.ts';
import { ConfigFile } from './config-schema.ts';
import type { Secret } from './config-secret.ts';
import type { ConfiguredAccount, ConfiguredTarget } from './configuration.ts';

/** What a config file asks for, its secrets fetched. */
export interface FileConfiguration {
  dataDir: string;
  listener: { host: string; port: number };
  console: { host: string; port: number; token?: string };
  /** Where it is given, secrets are kept in the encrypted file instead of the keychain. */
  secrets?: FileKey;
  replayWindowSeconds: number;
  accounts: ConfiguredAccount[];
  targets: ConfiguredTarget[];
  /** The environment variables that secrets were taken from. */
  secretVariables: string[];
  /** The files that secrets were taken from, this one maybe too. */
  secretFiles: string[];
}

/** Reads and checks a config file. Every failure names the place in the file. */
export function readConfigFile(file: string, env: NodeJS.ProcessEnv, language: Language): Result<FileConfiguration> {
  const read = parseConfigFile(file, language);
  return read.ok ? resolveSecrets(read.value.config, { ...read.value.source, env, variables: new Set(), files: new Set() }) : read;
}

/** The data folder that a config file names: for who has no need of its secrets, nor a right to them. */
export function readDataDir(file: string, language: Language): Result<string> {
  const read = parseConfigFile(file, language);
  return read.ok ? ok(dataDirOf(read.value.config, file)) : read;
}

const dataDirOf = ({ dataDir }: ConfigFile, file: string) => resolve(dirname(file), dataDir);

function parseConfigFile(
  file: string,
  language: Language,
): Result<{ config: ConfigFile; source: Omit<Source, 'env' | 'variables' | 'files'> }> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    return err(failure('config/unreadable', { file, reason: fileMistakeOf(error, language) }, language));
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [syntax] = errors;
  if (syntax || !tree) {
    const { line, column } = placeOf(text, syntax?.offset ?? 0);
    const why = syntax && text.trim() !== '' ? jsonMistakes[printParseErrorCode(syntax.error)] : emptyJson;
    return err(failure('config/syntax', { file, line: String(line), column: String(column), reason: why?.[language] ?? '' }, language));
  }
  const parsed = ConfigFile.safeParse(plainValue(tree));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue ? placeOfIssue(issue) : [];
    const reason = issue ? configMistakeOf(issue, findNodeAtLocation(tree, path) !== undefined)[language] : '';
    return err(failure('config/value', { file, place: describePlace(text, tree, path, language), reason }, language));
  }
  return ok({ config: parsed.data, source: { file, text, tree, language } });
}

/** An unknown key is told at its own line, not where its parent begins. */
function placeOfIssue(issue: z.core.$ZodIssue): (string | number)[] {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return path.filter((step) => typeof step !== 'symbol');
}

type Entry = ConfigFile['accounts'][number];

interface Source {
  file: string;
  text: string;
  tree: Node;
  env: NodeJS.ProcessEnv;
  /** Those that secrets were taken from. */
  variables: Set<string>;
  files: Set<string>;
  language: Language;
}

function resolveSecrets(config: ConfigFile, source: Source): Result<FileConfiguration> {
  const consoleToken = fetchSecret(config.console.token, ['console', 'token'], source);
  if (!consoleToken.ok) return consoleToken;
  if (!isLoopback(config.console.host) && (consoleToken.value ?? '').length < strongTokenChars)
    return err(
      wrongValue(
        ['console', 'token'],
        say(
          `别的电脑能访问的地址需要令牌，至少 ${strongTokenChars} 个字符`,
          `a host that others reach needs a token of at least ${strongTokenChars} characters`,
        ),
        source,
      ),
    );
  const secrets = secretsKey(config.secrets, source);
  if (!secrets.ok) return secrets;
  const accounts: ConfiguredAccount[] = [];
  for (const [index, entry] of config.accounts.entries()) {
    const account = configuredAccount(entry, index, source);
    if (!account.ok) return account;
    accounts.push(account.value);
  }
  const targets: ConfiguredTarget[] = [];
  for (const [index, entry] of config.targets.entries()) {
    const target = configuredTarget(entry, index, source);
    if (!target.ok) return target;
    targets.push(target.value);
  }
  const { host, port } = config.console;
  return ok({
    dataDir: dataDirOf(config, source.file),
    listener: config.listener,
    console: { host, port, ...(consoleToken.value !== undefined && { token: consoleToken.value }) },
    ...(secrets.value && { secrets: secrets.value }),
    replayWindowSeconds: config.replayWindowSeconds,
    accounts,
    targets,
    secretVariables: [...source.variables],
    secretFiles: [...source.files],
  });
}

/** Only this computer reaches such a host. */
const isLoopback = (host: string) => host === '::1' || /^localhost$/i.test(host) || (isIPv4(host) && host.startsWith('127.'));

function secretsKey(key: ConfigFile['secrets'], source: Source): Result<FileKey | undefined> {
  if (key === undefined) return ok(undefined);
  if ('keyFile' in key) return ok({ keyFile: resolve(dirname(source.file), key.keyFile) });
  const passphrase = fetchSecret(key.passphrase, ['secrets', 'passphrase'], source);
  return passphrase.ok ? ok({ passphrase: passphrase.value ?? '' }) : passphrase;
}

function configuredAccount(entry: Entry, index: number, source: Source): Result<ConfiguredAccount> {
  const isWecom = entry.platform === 'wecom';
  const place = ['accounts', index];
  const token = fetchSecret(entry.token, [...place, 'token'], source);
  if (!token.ok) return token;
  const encodingAesKey = fetchSecret(entry.encodingAesKey, [...place, 'encodingAesKey'], source);
  if (!encodingAesKey.ok) return encodingAesKey;
  if (encodingAesKey.value !== undefined) {
    const key = readEncodingAesKey(encodingAesKey.value);
    if (!key.ok)
      return err(wrongValue([...place, 'encodingAesKey'], say('应为 43 位字母和数字', '43 letters and digits are expected'), source));
  }
  const apiSecret = fetchSecret(isWecom ? entry.secret : entry.appSecret, [...place, isWecom ? 'secret' : 'appSecret'], source);
  if (!apiSecret.ok) return apiSecret;
  const wayOut = configuredWayOut(entry.wayOut, [...place, 'wayOut'], source);
  if (!wayOut.ok) return wayOut;
  return ok({
    account: {
      id: entry.id,
      platform: entry.platform,
      name: entry.name ?? entry.id,
      receiverId: isWecom ? entry.corpId : entry.appId,
      ...(isWecom && entry.agentId !== undefined && { agentId: String(entry.agentId) }),
      ...(isWecom ? entry.seats !== undefined && { seats: entry.seats } : kindOf(entry)),
      mode: isWecom ? 'safe' : entry.mode,
      apiBase: (entry.apiBase ?? defaultApiBase[entry.platform]).replace(/\/+$/, ''),
      wayOut: wayOut.value.wayOut,
      ...(entry.operators && { operators: entry.operators }),
      enabled: true,
      origin: 'config',
    },
    secrets: {
      token: token.value ?? '',
      encodingAesKey: encodingAesKey.value,
      apiSecret: apiSecret.value,
      proxyPassword: wayOut.value.password,
    },
  });
}

function configuredTarget({ target, secrets }: ConfigFile['targets'][number], index: number, source: Source): Result<ConfiguredTarget> {
  const fetched: ConfiguredTarget['secrets'] = {};
  for (const name of TargetSecretName.options) {
    const secret = fetchSecret(secrets[name], ['targets', index, 'secrets', name], source);
    if (!secret.ok) return secret;
    if (secret.value !== undefined) fetched[name] = secret.value;
  }
  return ok({ target, secrets: fetched });
}

/** What an Official Account may do. Where the file does not say which kind it is, that is left to the platform. */
const kindOf = ({ kind, verified, sandboxAccount, noticeTemplate }: Extract<Entry, { platform: 'official-account' }>) => ({
  ...(kind !== undefined && { kind, verified: verified ?? false }),
  ...(sandboxAccount && { sandboxAccount }),
  ...(noticeTemplate && { noticeTemplate }),
});

function configuredWayOut(
  wayOut: Entry['wayOut'],
  place: (string | number)[],
  source: Source,
): Result<{ wayOut: Account['wayOut']; password: string | undefined }> {
  if (wayOut.via !== 'proxy') return ok({ wayOut, password: undefined });
  const password = fetchSecret(wayOut.password, [...place, 'password'], source);
  return password.ok ? ok({ wayOut: { via: 'proxy', url: wayOut.url }, password: password.value }) : password;
}

function fetchSecret(secret: Secret | undefined, path: (string | number)[], source: Source): Result<string | undefined> {
  if (secret === undefined) return ok(secret);
  if (typeof secret === 'string') {
    source.files.add(source.file);
    return ok(secret);
  }
  if ('env' in secret) source.variables.add(secret.env);
  const fetched = 'env' in secret ? fromEnvironment(secret.env, source) : fromFile(resolve(dirname(source.file), secret.file), source);
  if (fetched.ok) return fetched;
  const place = describePlace(source.text, source.tree, path, source.language);
  return err(failure('config/secret', { file: source.file, place, reason: fetched.error }, source.language));
}

function fromEnvironment(name: string, { env, language }: Source): Result<string, string> {
  const value = env[name];
  return value ? ok(value) : err(language === 'en' ? `environment variable ${name} is not set` : `没有设置环境变量 ${name}`);
}

function fromFile(file: string, { language, files }: Source): Result<string, string> {
  try {
    const value = readFileSync(file, 'utf8').trim();
    files.add(file);
    return value ? ok(value) : err(language === 'en' ? `${file} is empty` : `${file} 是空的`);
  } catch (error) {
    return err(`${file}${language === 'en' ? ': ' : '：'}${fileMistakeOf(error, language)}`);
  }
}

function wrongValue(path: (string | number)[], reason: Localized, { file, text, tree, language }: Source) {
  return failure('config/value', { file, place: describePlace(text, tree, path, language), reason: reason[language] }, language);
}

/** `accounts[0].token (line 7, column 16)`; of a place that is missing, its nearest parent's line. */
function describePlace(text: string, tree: Node, path: (string | number)[], language: Language): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  let node: Node | undefined;
  for (let length = path.length; length >= 0 && !node; length--) node = findNodeAtLocation(tree, path.slice(0, length));
  const { line, column } = placeOf(text, node?.offset ?? 0);
  const name = steps.replace(/^\./, '');
  return language === 'en'
    ? `${name || 'its top level'} (line ${line}, column ${column})`
    : `${name || '最外层'}（第 ${line} 行第 ${column} 列）`;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    (node.children ?? []).map((property) => [property.children?.[0]?.value, property.children?.[1] && plainValue(property.children[1])]),
  );
}
