import type { CheckReport, CheckState, DoctorReport } from '../../shared/doctor.ts';
import { checkNames, translateFinding } from '../../shared/doctor-names.ts';
import type { Language } from '../../shared/language.ts';

export interface ReportPrinterOptions {
  language: Language;
  /** Colours the marks; they say the same without. */
  colour: boolean;
  /** Gets one line, without its end. */
  write(line: string): void;
}

/** How a check that is through is marked, and in which colour of a terminal. */
const marks: Partial<Record<CheckState, { mark: string; colour: number }>> = {
  ok: { mark: '✓', colour: 32 },
  warning: { mark: '!', colour: 33 },
  failed: { mark: '✗', colour: 31 },
  skipped: { mark: '–', colour: 90 },
};

/** Prints the checks of one growing report, each once, as soon as it is through and in order. */
export function createReportPrinter({ language, colour, write }: ReportPrinterOptions): (report: DoctorReport) => void {
  let printed = 0;
  return ({ checks }) => {
    for (const check of checks.slice(printed)) {
      const mark = marks[check.state];
      if (!mark) return;
      printed += 1;
      const shown = colour ? `\u001b[${mark.colour}m${mark.mark}\u001b[0m` : mark.mark;
      for (const [index, line] of linesOf(check, language).entries()) write(index === 0 ? `${shown} ${line}` : `    ${line}`);
    }
  };
}

const nameWidth = (language: Language) => Math.max(...Object.values(checkNames).map((name) => widthOf(name[language])));

/** Name, what was found, and the time it took; below it what is wrong and how to mend it. */
function linesOf({ id, state, found, failure, ms = 0 }: CheckReport, language: Language): string[] {
  const name = checkNames[id][language];
  const problem = failure && translateFinding(failure, language);
  const text = state === 'skipped' ? problem?.message : found;
  const head = [name + ' '.repeat(nameWidth(language) - widthOf(name)), ...(text === undefined ? [] : [oneLine(text)]), `${ms} ms`].join(
    '  ',
  );
  return state === 'skipped' || !problem ? [head] : [head, oneLine(problem.message), oneLine(problem.hint)];
}

/** Columns of a terminal: a Chinese character takes two. */
const widthOf = (text: string) => [...text].reduce((width, char) => width + (char >= '\u1100' ? 2 : 1), 0);

/** What comes from outside must not steer the terminal. */
export const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
