/**
 * `audit:verify [--config FILE] [--file EXPORT]`: checks the audit trail of a data folder, whether the program runs or not,
 * or one that was exported (JSON Lines). It only reads.
 * Exit codes: 0 where the trail is whole, 1 where it is not, 2 where it can't be read, or for a wrong command line or config file.
 */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { failure, translateFailure } from '../shared/failures.ts';
import { type Failure, ok } from '../shared/result.ts';
import { readCommandLine } from './config/command-line.ts';
import { readDataDir } from './config/config-file.ts';
import { systemLanguage } from './config/start-configuration.ts';
import { defaultDataDir } from './data-dir.ts';
import { type Db, openForReading } from './store/database.ts';
import { storeFailure } from './store/store-error.ts';
import { verify } from './store/tables/audit.ts';
import { verifyLines } from './store/tables/audit-file.ts';

const language = systemLanguage(process.env);
const broken = 1;
const unread = 2;
/** So many records are read in one go. */
const stretch = 10_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const usage = 'npm run audit:verify -- [--config FILE] [--file EXPORT.jsonl]';
  const read = readCommandLine(usage, { config: { type: 'string' }, file: { type: 'string' } });
  if (!read.ok) return read.error;
  const { config, file: exported } = read.value;
  if (exported !== undefined) return checkExported(exported);
  const dataDir = config === undefined ? ok(defaultDataDir(process.env, process.platform)) : readDataDir(config, language);
  if (!dataDir.ok) return say(dataDir.error);
  const file = join(dataDir.value, 'weiguan.db');
  if (!existsSync(file)) return say(failure('store/unusable', { file, reason: 'ENOENT' }));
  try {
    return check(openForReading(file));
  } catch (error) {
    return say(storeFailure(file, error instanceof Error ? error.message : String(error)));
  }
}

function check(db: Db): number {
  try {
    for (let from: { after: number; hash?: string } | null = { after: 0 }; from; ) {
      // why: else a record that is added between two questions would look like one that is missing
      db.exec('BEGIN');
      const found: ReturnType<typeof verify> = verify(db, { ...from, limit: stretch });
      db.exec('COMMIT');
      if (found.broken !== undefined) return sayBroken(found.broken, found.checked);
      from = found.next;
      if (!from)
        console.log(language === 'en' ? `The audit trail is whole: ${found.checked} records.` : `审计记录完整，共 ${found.checked} 条。`);
    }
    return 0;
  } finally {
    db.close();
  }
}

/** A trail outside of its database can be cut off at its end without a trace, so its last hash is said: the program's own trail has it too. */
async function checkExported(file: string): Promise<number> {
  try {
    const { checked, hash, broken: at } = await verifyLines(createInterface({ input: createReadStream(file), crlfDelay: Infinity }));
    if (at !== undefined) return sayBroken(at, checked);
    console.log(
      language === 'en'
        ? `The exported audit trail is whole: ${checked} records. Last hash: ${hash}`
        : `导出的审计记录完整，共 ${checked} 条。最后一条的哈希：${hash}`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    console.error(language === 'en' ? `"${file}" can't be read: ${error.code}` : `无法读取“${file}”：${error.code}`);
    return unread;
  }
}

function sayBroken(at: number, fitting: number): number {
  console.error(
    language === 'en'
      ? `Record ${at} of the audit trail was changed or is missing; ${fitting} before it fit.`
      : `审计记录第 ${at} 条被改动或缺失；之前的 ${fitting} 条完整。`,
  );
  return broken;
}

function say(problem: Failure): number {
  const { message, hint } = translateFailure(problem, language);
  console.error(`${message}\n${hint}`);
  return unread;
}
