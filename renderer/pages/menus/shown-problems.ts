import type { Language } from '../../../shared/language.ts';
import type { ButtonPath } from '../../../shared/menu/menu.ts';
import type { MenuProblem, ProblemPath } from '../../../shared/menu/menu-problem.ts';
import { buttonPathOf, jsonPath } from '../../../shared/menu/refusal-place.ts';
import type { Failure } from '../../../shared/result.ts';
import { samePlace } from './places.ts';

/** A problem in the reader's words, at its place in the menu. */
export interface ShownProblem {
  path: ProblemPath;
  severity: MenuProblem['severity'];
  message: string;
  hint: string;
  /** The platform has said it, of the menu as it was published. */
  isRefusal?: true;
}

export const shownProblem = ({ path, severity, message, hint }: MenuProblem, language: Language): ShownProblem => ({
  ...{ path, severity, message: message[language], hint: hint[language] },
});

/** What the platform refused, at the button that it is about; undefined where no button is. @param told in the reader's words */
export function refusalOf(failure: Failure, told: Pick<Failure, 'message' | 'hint'>): ShownProblem | undefined {
  if (failure.code !== 'menu/refused') return undefined;
  const path = pathIn(failure.params?.path);
  return { path, severity: 'error', message: told.message, hint: told.hint, isRefusal: true };
}

function pathIn(json: string | undefined): ProblemPath {
  try {
    const path: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(path) ? path.filter((step) => typeof step === 'number' || typeof step === 'string') : [];
  } catch {
    return [];
  }
}

/** The problems of one button, its sub-menu's not among them. */
export const problemsAt = (problems: readonly ShownProblem[], place: ButtonPath): ShownProblem[] =>
  problems.filter(({ path }) => samePlace(buttonPathOf(path) ?? null, place));

/** What is wrong with a field of a button: what the platform refuses before what it only shows badly. */
export function problemOfField(problems: readonly ShownProblem[], place: ButtonPath, field: string): ShownProblem | undefined {
  const at = JSON.stringify([...jsonPath(place), field]);
  const found = problems.filter(({ path }) => JSON.stringify(path) === at);
  return found.find(({ severity }) => severity === 'error') ?? found[0];
}

/** Problems of the button as a whole: those that no field of it shows. @param fields that are shown */
export const problemsBeside = (problems: readonly ShownProblem[], place: ButtonPath, fields: readonly string[]): ShownProblem[] =>
  problemsAt(problems, place).filter(({ path }) => {
    const last = path.at(-1);
    return typeof last !== 'string' || !fields.includes(last);
  });
