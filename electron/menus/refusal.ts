import type { Account } from '../../shared/account.ts';
import { errcodeOf } from '../../shared/errcodes.ts';
import { failure, failureBecause, translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { checkMenu, errorsOf } from '../../shared/menu/menu-rules.ts';
import { placeOfRefusal } from '../../shared/menu/refusal-place.ts';
import type { Failure } from '../../shared/result.ts';

/** What keeps a menu from being sent: the first rule that it breaks. */
export function invalidity(menu: Menu, account: Account, language: Language): Failure | undefined {
  const [problem] = errorsOf(checkMenu(menu, account));
  if (!problem) return undefined;
  const { code, path, message, hint } = problem;
  const params = { rule: code, path: JSON.stringify(path), reason: message[language], remedy: hint[language] };
  return failure('menu/invalid', params, language);
}

/** Errcodes that say nothing about the menu: busy, too often, no right, the wrong credentials. */
const notTheMenu = new Set([-1, 40001, 40013, 40014, 40056, 40125, 40164, 41001, 42001, 45009, 45011, 45033, 48001, 48002, 60020, 301002]);

/** A failure of the platform; where an answer was lost it is a menu that nobody knows the state of, and no message. */
export const asOfMenu = (problem: Failure, language: Language): Failure =>
  problem.code === 'platform/unsure' ? failure('menu/unsure', {}, language) : translateFailure(problem, language);

/** A failure of the platform as one of this menu, with the button that it is about; others stay as they are. */
export function asRefusal(problem: Failure, menu: Menu, language: Language): Failure {
  const errcode = errcodeOf(problem);
  if (errcode === undefined || notTheMenu.has(errcode)) return asOfMenu(problem, language);
  const path = JSON.stringify(placeOfRefusal(errcode, menu));
  return failureBecause('menu/refused', problem, { errcode: String(errcode), path }, language);
}
