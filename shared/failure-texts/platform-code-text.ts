import type { FailureText } from './failure-text.ts';

/** One text for several errcodes; `{errmsg}` in it says which of them it was. */
export function each<const Errcode extends number>(
  errcodes: readonly Errcode[],
  text: FailureText,
): Record<`platform/${Errcode}`, FailureText> {
  return Object.fromEntries(errcodes.map((errcode) => [`platform/${errcode}`, text])) as Record<`platform/${Errcode}`, FailureText>;
}
