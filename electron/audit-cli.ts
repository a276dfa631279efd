/**
 * `audit:verify [--config FILE]`: checks the audit trail of a data folder, whether the program runs or not. It only reads.
 * Exit codes: 0 where the trail is whole, 1 where it is not or can't be read, 2 for a wrong command line or config file.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failure, translateFailure } from '../shared/failures.ts';
import type { Failure } from '../shared/result.ts';
import { startConfiguration, systemLanguage } from './start-configuration.ts';
import { verify } from './store/audit.ts';
import { openForReading } from './store/database.ts';

const language = systemLanguage(process.env);
const broken = 1;
const wrongUsage = 2;
/** So many records are read in one go. */
const stretch = 10_000;

process.exitCode = main();

function main(): number {
  let config: string | undefined;
  try {
    ({ config } = parseArgs({ options: { config: { type: 'string' } } }).values);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: npm run audit:verify -- [--config FILE]`);
    return wrongUsage;
  }
  const configuration = startConfiguration(config, process.env, language);
  if (!configuration.ok) return say(configuration.error, wrongUsage);
  const file = join(configuration.value.dataDir, 'weiguan.db');
  if (!existsSync(file)) return say(failure('store/unusable', { file, reason: 'ENOENT' }), broken);
  return check(file);
}

function check(file: string): number {
  const db = openForReading(file);
  try {
    for (let from: { after: number; hash?: string } | null = { after: 0 }; from; ) {
      const found: ReturnType<typeof verify> = verify(db, { ...from, limit: stretch });
      if (found.broken !== undefined) {
        console.error(
          language === 'en'
            ? `Record ${found.broken} of the audit trail was changed or is missing; ${found.checked} before it fit.`
            : `审计记录第 ${found.broken} 条被改动或缺失；之前的 ${found.checked} 条完整。`,
        );
        return broken;
      }
      from = found.next;
      if (!from)
        console.log(language === 'en' ? `The audit trail is whole: ${found.checked} records.` : `审计记录完整，共 ${found.checked} 条。`);
    }
    return 0;
  } finally {
    db.close();
  }
}

function say(problem: Failure, exitCode: number): number {
  const { message, hint } = translateFailure(problem, language);
  console.error(`${message}\n${hint}`);
  return exitCode;
}
