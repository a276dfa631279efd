import { describe, expect, test } from 'vitest';
import { problemOfField, problemsAt, problemsBeside, refusalOf, type ShownProblem } from './shown-problems.ts';

const problem = (path: ShownProblem['path'], change: Partial<ShownProblem> = {}): ShownProblem => ({
  ...{ path, severity: 'error', message: path.join('.'), hint: '' },
  ...change,
});
const problems = [
  problem([0, 'sub_button']),
  problem([0, 'sub_button', 1, 'name'], { severity: 'warning', message: 'wide' }),
  problem([0, 'sub_button', 1, 'name'], { message: 'long' }),
  problem([1, 'url']),
  problem([]),
];

test('problems stand at their own button, not at the one that opens it', () => {
  expect(problemsAt(problems, [0]).map(({ message }) => message)).toEqual(['0.sub_button']);
  expect(problemsAt(problems, [0, 1]).map(({ message }) => message)).toEqual(['wide', 'long']);
});

test('a field shows what keeps it from being published before what only looks bad', () => {
  expect(problemOfField(problems, [0, 1], 'name')?.message).toBe('long');
  expect(problemOfField(problems, [0], 'name')).toBeUndefined();
});

test('what no field shows is said beside them', () => {
  expect(problemsBeside(problems, [0], ['name']).map(({ message }) => message)).toEqual(['0.sub_button']);
  expect(problemsBeside(problems, [1], ['name', 'url'])).toEqual([]);
});

describe('what the platform refused', () => {
  const told = { message: 'refused', hint: 'shorter' };
  const failure = (path: string) => ({ code: 'menu/refused', message: '', hint: '', params: { path } });

  test('stands at the button that it is about', () => {
    expect(refusalOf(failure('[0,"sub_button",1,"name"]'), told)).toMatchObject({ path: [0, 'sub_button', 1, 'name'], isRefusal: true });
  });

  test.each(['', '{', '7', '[null, {}]'])('is about the whole menu where its place is %j', (path) => {
    expect(refusalOf(failure(path), told)?.path).toEqual([]);
  });

  test('is nothing of the menu where another thing went wrong', () => {
    expect(refusalOf({ code: 'platform/48001', message: '', hint: '' }, told)).toBeUndefined();
  });
});
