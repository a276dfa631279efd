import { randomBytes } from 'node:crypto';
import type { Language } from '../shared/language.ts';
import { limits } from '../shared/limits.ts';
import { ok, type Result } from '../shared/result.ts';
import { type FileConfiguration, readConfigFile } from './config-file.ts';
import type { Configuration } from './configuration.ts';
import { defaultDataDir } from './data-dir.ts';
import { sandboxAccounts } from './simulator/sandbox.ts';

/** What the window and the headless gateway start with. */
export type StartConfiguration = Configuration & Pick<FileConfiguration, 'console'>;

/**
 * The configuration that a config file asks for; without a file the sandbox, so that a newcomer finds accounts that
 * work without any WeChat account.
 */
export function startConfiguration(configFile: string | undefined, env: NodeJS.ProcessEnv, language: Language): Result<StartConfiguration> {
  if (configFile === undefined) return ok(sandboxConfiguration(env));
  const read = readConfigFile(configFile, env, language);
  return read.ok ? ok({ ...read.value, sandbox: [] }) : read;
}

function sandboxConfiguration(env: NodeJS.ProcessEnv): StartConfiguration {
  return {
    dataDir: defaultDataDir(env, process.platform),
    listener: { host: '127.0.0.1', port: portFrom(env.WEIGUAN_LISTENER_PORT, 18_080) },
    console: { host: '127.0.0.1', port: portFrom(env.WEIGUAN_CONSOLE_PORT, 18_081) },
    replayWindowSeconds: limits.replayWindowSeconds,
    accounts: [],
    sandbox: sandboxAccounts(randomBytes),
  };
}

function portFrom(text: string | undefined, fallback: number): number {
  const port = Number(text || fallback);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : fallback;
}

/** The language of the system, for texts that come before the settings can be read. */
export function systemLanguage(env: NodeJS.ProcessEnv): Language {
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh-CN' : 'en';
}
