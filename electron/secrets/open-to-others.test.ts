import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openToOthers } from './open-to-others.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-open-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test.runIf(process.platform !== 'win32')('files with secrets that anybody may read or write are told, ready for chmod', () => {
  const [own, group, open, spaced] = ['own', 'group', 'open', "the admin's key"].map((name) => join(dir, name));
  const modes = { [own ?? '']: 0o600, [group ?? '']: 0o640, [open ?? '']: 0o644, [spaced ?? '']: 0o602 };
  for (const [file, mode] of Object.entries(modes)) {
    writeFileSync(file, 'x');
    chmodSync(file, mode);
  }
  const told = openToOthers([...Object.keys(modes), join(dir, 'gone')]);
  expect(told).toMatchObject({ code: 'secrets/open-to-others', params: { files: `${open} '${dir}/the admin'\\''s key'` } });
  expect(openToOthers([own ?? '', group ?? ''])).toBeUndefined();
});
