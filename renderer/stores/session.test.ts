import { expect, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createSessionStore } from './session.ts';

function session() {
  let tell: (signedIn: boolean) => void = () => undefined;
  let answer: (result: Result<null>) => void = () => undefined;
  const end = vi.fn();
  const signIn = vi.fn(
    (_token: string) =>
      new Promise<Result<null>>((resolve) => {
        answer = resolve;
      }),
  );
  const onSignedIn = vi.fn();
  const onSession = (listener: typeof tell) => {
    tell = listener;
    return end;
  };
  const { store, start } = createSessionStore({ signIn, onSession }, onSignedIn);
  return { store, stop: start(), signIn, onSignedIn, end, tell: (now: boolean) => tell(now), answer: (now: Result<null>) => answer(now) };
}

test('whoever is not signed in is asked for the token, and gets everything anew with it', () => {
  const { store, tell, onSignedIn } = session();
  expect(store.getState().signedOut).toBe(false);
  tell(false);
  expect([store.getState().signedOut, onSignedIn.mock.calls.length]).toEqual([true, 0]);
  tell(true);
  expect([store.getState().signedOut, onSignedIn.mock.calls.length]).toEqual([false, 1]);
});

test('a wrong token is told, until the next try', async () => {
  const { store, signIn, answer } = session();
  const first = store.getState().signIn('wrong');
  expect(store.getState()).toMatchObject({ busy: true, failure: null });
  answer(err(failure('api/unauthorized')));
  await first;
  expect(store.getState()).toMatchObject({ busy: false, failure: { code: 'api/unauthorized' } });
  const second = store.getState().signIn('right');
  expect(store.getState().failure).toBeNull();
  answer(ok(null));
  await second;
  expect(store.getState()).toMatchObject({ busy: false, failure: null });
  expect(signIn.mock.calls).toEqual([['wrong'], ['right']]);
});

test('it stops listening at the end', () => {
  const { stop, end } = session();
  stop();
  expect(end).toHaveBeenCalledTimes(1);
});

test('in Electron there is nothing to sign in to', async () => {
  const { store, start } = createSessionStore(undefined, () => undefined);
  start()();
  await store.getState().signIn('any');
  expect(store.getState()).toMatchObject({ signedOut: false, busy: false });
});
