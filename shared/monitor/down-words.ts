import { type Language, listed } from '../language.ts';

/** So many names stand in one line. */
const namedAtOnce = 5;

/** The window's title: `(2 down) Weiguan 微管`. */
export function windowTitle(down: number, language: Language): string {
  if (language === 'en') return down > 0 ? `(${down} down) Weiguan 微管` : 'Weiguan 微管';
  return down > 0 ? `（${down} 项故障）微管` : '微管';
}

/** `web-01, db-02 and 3 more`. */
export function nameList(names: readonly string[], language: Language): string {
  const shown = listed(names.slice(0, namedAtOnce), language);
  const more = names.length - namedAtOnce;
  if (more <= 0) return shown;
  return language === 'en' ? `${shown} and ${more} more` : `${shown} 等，另有 ${more} 项`;
}

/** How the monitors stand as a whole. */
export interface Standing {
  /** Names, the latest first. */
  down: string[];
  /** How many nobody can check. */
  unknown: number;
  /** How many there are. */
  watched: number;
}

/** How they stand in one line. */
export function standingLine({ down, unknown, watched }: Standing, language: Language): string {
  const isEnglish = language === 'en';
  if (down.length > 0) {
    const names = nameList(down, language);
    return isEnglish ? `${down.length} down: ${names}` : `${down.length} 项故障：${names}`;
  }
  if (watched === 0) return isEnglish ? 'Nothing is monitored' : '没有监控项';
  if (unknown > 0) return isEnglish ? `Nothing is known to be down; ${unknown} cannot be checked` : `没有已知的故障，${unknown} 项检查不了`;
  return isEnglish ? 'Nothing is down' : '没有故障';
}
