/**
 * A call that may fail in an expected way returns a `Result`; exceptions are for bugs.
 * The error says what happened and how to mend it, and can cross a process border as JSON.
 */
export type Result<T, E = Failure> = { ok: true; value: T } | { ok: false; error: E };

/**
 * An expected failure.
 * `code` is stable and made for programs (`callback/signature`, `wechat/-40001`); `message` says what is wrong and
 * `hint` how to mend it, both in the language that the gateway speaks; `params` are what the texts were filled with, so
 * that the page can say the same in its own language.
 */
export interface Failure {
  code: string;
  message: string;
  hint: string;
  params?: Record<string, string>;
}

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
export const err = <E>(error: E): { ok: false; error: E } => ({ ok: false, error });
