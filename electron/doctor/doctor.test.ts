import { expect, test } from 'vitest';
import { checkIds, type DoctorReport } from '../../shared/doctor.ts';
import { createDoctor } from './doctor.ts';
import { contextWith, now } from './test-context.ts';

/** A doctor with what it told and what it took for a bug. */
function doctorFor(context = contextWith()) {
  const gone = new Set<string>();
  const told: DoctorReport[] = [];
  const bugs: unknown[] = [];
  let elapsed = 0;
  const doctor = createDoctor({
    context: (account) => (account === 'corp' && !gone.has(account) ? context : undefined),
    clock: { now: () => now, elapsed: () => elapsed++ },
    onChange: (report) => told.push(report),
    onBug: (error) => bugs.push(error),
  });
  return { doctor, told, bugs, gone };
}

test('all checks run in their order, and the report grows with each', async () => {
  const { doctor, told } = doctorFor();
  const report = await doctor.run('corp');
  expect(report).toMatchObject({ ok: true, value: { account: 'corp', startedAt: now, finishedAt: now } });
  expect(report.ok && report.value.checks.map(({ id, state, ms }) => [id, state, ms])).toEqual(checkIds.map((id) => [id, 'ok', 1]));
  expect(told).toHaveLength(checkIds.length + 1);
  expect(told.map(({ checks }) => checks.findIndex(({ state }) => state === 'running'))).toEqual([...checkIds.keys(), -1]);
  expect(
    told
      .at(3)
      ?.checks.slice(0, 6)
      .map(({ state }) => state),
  ).toEqual(['ok', 'ok', 'ok', 'running', 'waiting', 'waiting']);
  expect(told.map(({ finishedAt }) => finishedAt)).toEqual([...checkIds.map(() => undefined), now]);
});

test('some can be run alone, still in their order', async () => {
  const { doctor } = doctorFor();
  const report = await doctor.run('corp', ['tunnel', 'clock']);
  expect(report.ok && report.value.checks.map(({ id, state }) => [id, state])).toEqual([
    ['clock', 'ok'],
    ['tunnel', 'ok'],
  ]);
});

test('a bug in one check hides nothing of what the others find', async () => {
  const bug = new Error('of the tests');
  const { doctor, bugs } = doctorFor(
    contextWith({
      lastMessageAt: () => undefined,
      tunnel: () => {
        throw bug;
      },
    }),
  );
  const report = await doctor.run('corp', ['app', 'tunnel', 'last-message']);
  expect(report.ok && report.value.checks.map(({ state, failure }) => [state, failure?.code])).toEqual([
    ['ok', undefined],
    ['failed', 'api/bug'],
    ['warning', 'doctor/no-message'],
  ]);
  expect(bugs).toEqual([bug]);
});

test('who asks for what is under way gets the same report, and the next one a fresh one', async () => {
  const { doctor, told } = doctorFor();
  const [first, second, other] = await Promise.all([doctor.run('corp'), doctor.run('corp'), doctor.run('corp', ['clock'])]);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
  const before = told.length;
  expect(await doctor.run('corp')).not.toBe(first);
  expect(told.length).toBe(before + checkIds.length + 1);
});

test('an account that is not there is told', async () => {
  const { doctor, told } = doctorFor();
  expect(await doctor.run('gone')).toMatchObject({ error: { code: 'accounts/unknown' } });
  expect(told).toEqual([]);
});

test('what was found last is there for a page that comes later, of single checks too, as long as the account is', async () => {
  const { doctor, told, gone } = doctorFor();
  expect(doctor.last()).toEqual([]);
  const whole = await doctor.run('corp');
  expect(doctor.last()).toEqual(whole.ok && [whole.value]);
  const running = doctor.run('corp', ['tunnel']);
  expect(doctor.last()[0]?.finishedAt).toBeUndefined();
  await running;
  expect(doctor.last()).toMatchObject([{ account: 'corp', finishedAt: now, checks: checkIds.map((id) => ({ id, state: 'ok' })) }]);
  expect(told.at(-1)?.checks).toHaveLength(1);
  gone.add('corp');
  expect(doctor.last()).toEqual([]);
});
