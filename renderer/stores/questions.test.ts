import { expect, test } from 'vitest';
import { err, ok, type Result } from '../../shared/result.ts';
import { broken } from './fake-bridge.ts';
import { createQuestions } from './questions.ts';

function question() {
  let answer: (result: Result<string>) => void = () => undefined;
  const call = new Promise<Result<string>>((resolve) => {
    answer = resolve;
  });
  return { call, answer: (result: Result<string>) => answer(result) };
}

test('an answer comes with what happened while it was under way, and nothing else', async () => {
  const questions = createQuestions<string>();
  questions.note('before');
  const { call, answer } = question();
  const asked = questions.ask(call);
  questions.note('first', 'second');
  answer(ok('answer'));
  const answered = await asked;
  questions.note('after');
  expect(answered).toEqual({ answer: ok('answer'), since: ['first', 'second'] });
});

test('an answer does not count once a later question has been answered', async () => {
  const questions = createQuestions();
  const [earlier, later] = [question(), question()];
  const asked = [questions.ask(earlier.call), questions.ask(later.call)];
  later.answer(ok('later'));
  expect(await asked[1]).toMatchObject({ answer: ok('later') });
  earlier.answer(ok('earlier'));
  expect(await asked[0]).toBeUndefined();
});

test('it counts where the later question has failed', async () => {
  const questions = createQuestions();
  const [earlier, later] = [question(), question()];
  const asked = [questions.ask(earlier.call), questions.ask(later.call)];
  later.answer(err(broken));
  expect(await asked[1]).toMatchObject({ answer: err(broken) });
  earlier.answer(ok('earlier'));
  expect(await asked[0]).toMatchObject({ answer: ok('earlier') });
});
