import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { append } from '../../electron/store/tables/audit.ts';
import { openTestDatabase, openTestStore, testFolder } from '../../electron/store/test-store.ts';
import { wecomAccount } from '../support/accounts.ts';

const program = fileURLToPath(new URL('../../out/electron/audit-cli.js', import.meta.url));

/** A data folder with a config file beside whose secret is nowhere, as for whoever is not the service. */
function auditedFolder(): string {
  const folder = testFolder();
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({ dataDir: '.', accounts: [wecomAccount], console: { token: { env: 'A_TOKEN_OF_THE_SERVICE' } } }),
  );
  return folder;
}

const verify = (folder: string) =>
  promisify(execFile)(process.execPath, [program, '--config', join(folder, 'config.json')], { env: { ...process.env, LANG: 'en' } }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr }),
  );

const entries = (count: number) => Array.from({ length: count }, (_, index) => ({ at: index, what: 'test' }));

test('a trail that grows while it is checked is whole, and no secret of the config file is needed', async () => {
  const folder = auditedFolder();
  const store = await openTestStore(folder);
  append(openTestDatabase(folder), entries(9_000));
  let isOver = false;
  const growing = (async () => {
    while (!isOver) {
      await store.do('audit.note', { trail: entries(1) });
      await setTimeout(2);
    }
  })();
  for (let times = 0; times < 4; times++) {
    expect(await verify(folder)).toEqual({ code: 0, said: expect.stringMatching(/^The audit trail is whole: \d+ records\.\n$/) });
  }
  isOver = true;
  await growing;
});

test('a record that was changed is told with its number', async () => {
  const folder = auditedFolder();
  const db = openTestDatabase(folder);
  append(db, entries(5));
  // why: a trail refuses changes, and whoever means harm takes that away first
  for (const { name } of db.all("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"))
    db.exec(`DROP TRIGGER ${name}`);
  db.run("UPDATE audit SET record = '{}' WHERE seq = 3");
  expect(await verify(folder)).toEqual({ code: 1, said: expect.stringContaining('Record 3 of the audit trail was changed') });
});

describe('what is no trail is not called one that was tampered with:', () => {
  test.each([
    ['a damaged file', 'no database at all, but long enough to be looked at '.repeat(50), 'damaged'],
    ['an empty file', '', 'no such table'],
  ])('%s', async (_, content, said) => {
    const folder = auditedFolder();
    writeFileSync(join(folder, 'weiguan.db'), content);
    const told = await verify(folder);
    expect(told).toEqual({ code: 2, said: expect.stringContaining(said) });
    expect(told.said).not.toMatch(/^ +at /m);
  });
  test('no file', async () => expect(await verify(auditedFolder())).toMatchObject({ code: 2 }));
});
