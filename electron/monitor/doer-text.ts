import type { Language } from '../../shared/language.ts';
import type { Doer } from '../../shared/monitor/incident.ts';
import { replayMark } from '../../shared/replay-mark.ts';

/** Whoever did something, as the chat names them. */
export function doerText(doer: Doer, language: Language): string {
  if (doer.origin === 'console') return language === 'en' ? 'the console' : '控制台';
  return `${doer.name || doer.person}${doer.isReplay ? replayMark[language] : ''}`;
}
