import { expect, test } from 'vitest';
import { beginning, chained } from './audit.ts';
import { verifyLines } from './audit-file.ts';

const records = [{ kind: 'asked', line: '重启 web-01' }, { kind: 'begun' }, { kind: 'done' }];

/** The lines of a trail with these records, as it is exported. */
function exported(): string[] {
  let hash = beginning;
  return records.map((entry, index) => {
    const record = JSON.stringify(entry);
    hash = chained(hash, record);
    return JSON.stringify({ seq: index + 1, record, hash });
  });
}
async function* each(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
const verdict = (lines: string[]) => verifyLines(each(lines));

test('an exported trail that nobody has touched fits, and says where it ends', async () => {
  const lines = exported();
  expect(await verdict(lines)).toEqual({ checked: 3, hash: JSON.parse(lines[2] ?? '').hash });
  expect(await verdict([])).toEqual({ checked: 0, hash: beginning });
});

test.each([
  ['changed', (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('web-01', 'web-02')), 1],
  ['taken out', (lines: string[]) => lines.toSpliced(1, 1), 2],
  ['taken off the beginning', (lines: string[]) => lines.slice(1), 1],
  ['put twice', (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? ''), 2],
  ['cut off half-way', (lines: string[]) => lines.with(2, (lines[2] ?? '').slice(0, 20)), 3],
  ['put in', (lines: string[]) => [...lines, JSON.stringify({ seq: 4, record: '{}', hash: '0'.repeat(64) })], 4],
])('a line that was %s is found', async (_what, tamper, broken) => {
  expect((await verdict(tamper(exported()))).broken).toBe(broken);
});
