import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { createTurns, type Turns } from '../turns.ts';

/** The part of keytar's API that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** The entries of one service in the OS keychain. Fails with `secrets/locked`, `secrets/keychain-restarted` or `secrets/no-keychain`. */
export interface KeychainCalls {
  read(account: string): Promise<Result<string | undefined>>;
  write(account: string, value: string): Promise<Result<null>>;
  /** @returns whether there was such an entry */
  remove(account: string): Promise<Result<boolean>>;
}

/** How all calls of one keytar stand, whoever makes them: they share Node's few threads, and one keyring. */
interface Line {
  inTurn: Turns;
  isHanging: boolean;
}
const lines = new WeakMap<Keytar, Line>();

/**
 * keytar's calls as values, each with a time limit: a locked keyring makes them wait for its password, for ever if
 * nobody types it. keytar cannot give up, so such a call stays on one of Node's four threads; until it ends, the next
 * ones, of whichever `KeychainCalls` in the process, are told `secrets/locked` at once instead of taking the other
 * threads too. For the same reason only one call is made at a time.
 * A write that ran out of time may still be done when the password is typed at last.
 */
export function createKeychainCalls(keytar: Keytar, service: string, timeoutMs: number): KeychainCalls {
  const line = lines.get(keytar) ?? { inTurn: createTurns(), isHanging: false };
  lines.set(keytar, line);

  const call = <T>(start: () => Promise<T>): Promise<Result<T>> =>
    line.inTurn(async () => {
      if (line.isHanging) return err(failure('secrets/locked'));
      const answer = start();
      const first = await withLimit(answer, timeoutMs);
      if (first !== tooLate) return first;
      line.isHanging = true;
      process.on('exit', endAtOnce);
      void settled(answer).then(() => {
        line.isHanging = false;
        process.off('exit', endAtOnce);
      });
      return err(failure('secrets/locked'));
    });

  return {
    async read(account) {
      const found = await call(() => keytar.getPassword(service, account));
      return found.ok ? ok(found.value ?? undefined) : found;
    },
    async write(account, value) {
      const written = await call(() => keytar.setPassword(service, account, value));
      return written.ok ? ok(null) : written;
    },
    remove: (account) => call(() => keytar.deletePassword(service, account)),
  };
}

const tooLate = Symbol('too late');

async function withLimit<T>(answer: Promise<T>, limitMs: number): Promise<Result<T> | typeof tooLate> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof tooLate>((resolve) => {
    timer = setTimeout(() => resolve(tooLate), limitMs);
  });
  const result = await Promise.race([settled(answer), limit]);
  clearTimeout(timer);
  return result;
}

const settled = <T>(answer: Promise<T>): Promise<Result<T>> =>
  answer.then(
    (value) => ok(value),
    (error: unknown) => err(keychainFailure(error)),
  );

/** What the systems' keychains say when they are locked, or when the question for their password was dismissed. */
const lockedWords = /\blocked\b|dismissed|cancell?ed|interaction is not allowed/i;

/** What libsecret says, for good, once the keyring's program that it began with has been replaced by another one (an upgrade, a crash). */
const restartedWords = /session wrapping the secret does not exist|The name :\d+\.\d+ was not provided/i;

/** The failure behind what keytar threw, or behind its not loading. */
export function keychainFailure(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  if (lockedWords.test(reason)) return failure('secrets/locked');
  return restartedWords.test(reason) ? failure('secrets/keychain-restarted') : failure('secrets/no-keychain', { reason });
}

/** Node waits at its exit for its threads, and so for ever for one that hangs: nothing but a signal ends it then. */
const endAtOnce = () => void process.kill(process.pid, 'SIGKILL');
