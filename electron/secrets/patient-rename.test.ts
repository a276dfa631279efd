import { expect, test, vi } from 'vitest';
import { patientRename } from './patient-rename.ts';

const refused = (code: string) => Object.assign(new Error(code), { code });
const wait = vi.fn(async () => undefined);

test('a file that is held for a moment is renamed as soon as it is let go', async () => {
  const move = vi
    .fn(async () => undefined)
    .mockRejectedValueOnce(refused('EPERM'))
    .mockRejectedValueOnce(refused('EBUSY'));
  await patientRename('new', 'old', { move, wait });
  expect(move.mock.calls).toEqual(Array(3).fill(['new', 'old']));
});

test('one that is never let go, or can’t be renamed for another reason, is told', async () => {
  const held = vi.fn(async () => Promise.reject(refused('EBUSY')));
  await expect(patientRename('new', 'old', { move: held, wait })).rejects.toThrow('EBUSY');
  expect(held.mock.calls.length).toBeGreaterThan(2);
  const missing = vi.fn(async () => Promise.reject(refused('ENOENT')));
  await expect(patientRename('new', 'old', { move: missing, wait })).rejects.toThrow('ENOENT');
  expect(missing).toHaveBeenCalledTimes(1);
});
