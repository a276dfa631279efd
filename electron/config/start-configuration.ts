import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { defaultDataDir } from '../data-dir.ts';
import type { FileKey } from '../secrets/encrypted-file.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type FileConfiguration, readConfigFile } from './config-file.ts';
import type { Configuration } from './configuration.ts';

/** What the window and the headless gateway start with. */
export type StartConfiguration = Configuration & Pick<FileConfiguration, 'console' | 'secretVariables' | 'secretFiles'>;

/**
 * The configuration that a config file asks for; without a file the sandbox, so that a newcomer finds accounts that
 * work without any WeChat account. Where the file does not say what opens the encrypted file of secrets, the environment
 * may: `WEIGUAN_SECRETS_PASSPHRASE` or `WEIGUAN_SECRETS_KEY_FILE`.
 */
export function startConfiguration(configFile: string | undefined, env: NodeJS.ProcessEnv, language: Language): Result<StartConfiguration> {
  const secrets = secretsKeyFrom(env, language);
  if (!secrets.ok) return secrets;
  if (configFile === undefined) return ok(withKeyFile({ ...sandboxConfiguration(env), ...secrets.value }));
  const read = readConfigFile(configFile, env, language);
  return read.ok ? ok(withKeyFile({ ...secrets.value, ...read.value, sandbox: [] })) : read;
}

function withKeyFile(configuration: StartConfiguration): StartConfiguration {
  const { secrets, secretFiles } = configuration;
  return secrets && 'keyFile' in secrets ? { ...configuration, secretFiles: [...secretFiles, secrets.keyFile] } : configuration;
}

/**
 * Takes the passphrase and what the config file names out of the environment, which every program that is started later
 * would get. To be called when the configuration has been read; the returned function puts it back, for a program that
 * is to start as this one did.
 */
export function hideSecrets(env: NodeJS.ProcessEnv, configured: Result<Pick<FileConfiguration, 'secretVariables'>>): () => void {
  const named = configured.ok ? configured.value.secretVariables : [];
  const hidden = ['WEIGUAN_SECRETS_PASSPHRASE', ...named].map((name) => [name, env[name]] as const);
  for (const [name] of hidden) delete env[name];
  return () => {
    for (const [name, text] of hidden) if (text !== undefined) env[name] = text;
  };
}

function secretsKeyFrom(env: NodeJS.ProcessEnv, language: Language): Result<{ secrets?: FileKey }> {
  const { WEIGUAN_SECRETS_PASSPHRASE: passphrase, WEIGUAN_SECRETS_KEY_FILE: keyFile } = env;
  if (passphrase && keyFile) return err(failure('secrets/two-keys', {}, language));
  if (passphrase) return ok({ secrets: { passphrase } });
  return ok(keyFile ? { secrets: { keyFile: resolve(keyFile) } } : {});
}

function sandboxConfiguration(env: NodeJS.ProcessEnv): StartConfiguration {
  return {
    dataDir: defaultDataDir(env, process.platform),
    listener: { host: '127.0.0.1', port: portFrom(env.WEIGUAN_LISTENER_PORT, 18_080) },
    console: { host: '127.0.0.1', port: portFrom(env.WEIGUAN_CONSOLE_PORT, 18_081) },
    replayWindowSeconds: limits.replayWindowSeconds,
    accounts: [],
    targets: [],
    sandbox: sandboxAccounts(randomBytes),
    secretVariables: [],
    secretFiles: [],
  };
}

function portFrom(text: string | undefined, fallback: number): number {
  const port = Number(text || fallback);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : fallback;
}

/**
 * The language of the system, for texts that come before the settings can be read. Windows and a program started from
 * the desktop have no such variables; there the system itself is asked.
 */
export function systemLanguage(env: NodeJS.ProcessEnv, locale = Intl.DateTimeFormat().resolvedOptions().locale): Language {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || locale) ? 'zh-CN' : 'en';
}
