import { type Localized, say } from './language.ts';

/** Stands behind the name of whoever wrote a message that the console has sent once more: they did nothing then. */
export const replayMark: Localized = say('（控制台重放）', ' (replayed by the console)');
