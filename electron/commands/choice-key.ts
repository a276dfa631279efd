import { Language, languages } from '../../shared/language.ts';

/** An entry to tap stands for one answer to one question, so that an old one never answers a newer question. */
export interface ChoiceKey {
  /** In which the question was asked, and the answer is to be. */
  language: Language;
  question: string;
  /** From 1. */
  number: number;
}

const written = new RegExp(`^which-(${languages.join('|')})-([0-9a-f]{8})-([1-9])$`);

/** The id of such an entry. */
export const choiceKey = ({ language, question, number }: ChoiceKey): string => `which-${language}-${question}-${number}`;

/** What an entry's id stands for; undefined where it is none of ours. */
export function readChoiceKey(key: string): ChoiceKey | undefined {
  const [, language, question, number] = written.exec(key) ?? [];
  return question === undefined ? undefined : { language: Language.parse(language), question, number: Number(number) };
}
