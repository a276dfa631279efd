import type { TFunction } from 'i18next';
import type { MonitorProblem, PlacedProblem } from '../../shared/monitor/monitor-problem.ts';
import { type MonitorField, monitorFieldAt } from '../stores/monitor-form.ts';

/** Fields with words of their own for what is wrong, in the form as in a file. */
const ownWords = ['id', 'host', 'url', 'secretHeaders', 'statuses', 'pattern', 'server'] as const;
/** In the form these look otherwise than in a file. */
const formWords = ['headers', 'maintenance', 'tags'] as const;
type OwnWords = (typeof ownWords | typeof formWords)[number];
/** What is looked up is a host, too. */
const wordsOf: { [Field in MonitorField]?: OwnWords } = { dnsName: 'host' };

/** What is wrong with a field of the form. */
export const fieldWords = (t: TFunction, field: MonitorField, problem: MonitorProblem): string =>
  wordsFor(t, problem, ownWordsOf([...ownWords, ...formWords], field));

/** What is wrong at a place of a monitor that somebody has written into a file. */
export function placedWords(t: TFunction, { path, problem }: PlacedProblem): string {
  const field = problem.kind === 'unknown' ? undefined : monitorFieldAt(path);
  const words = wordsFor(t, problem, field === 'headers' ? 'headersInFile' : ownWordsOf(ownWords, field));
  const place = field ? placeIn(t, field, path) : path.join('.');
  return place === '' ? words : t('monitorProblem.at', { place, problem: words });
}

const ownWordsOf = (names: readonly OwnWords[], field: MonitorField | undefined) =>
  field && names.find((name) => name === (wordsOf[field] ?? field));

function wordsFor(t: TFunction, found: MonitorProblem, own: OwnWords | 'headersInFile' | undefined): string {
  if ('bound' in found) return t(`monitorProblem.${found.kind}`, { bound: found.bound });
  if ('choices' in found) return t('monitorProblem.choice', { choices: found.choices.join(t('ruleWords.comma')) });
  return t(`monitorProblem.${(found.kind === 'wrong' && own) || found.kind}`);
}

/** A field, and the way within it. */
function placeIn(t: TFunction, field: MonitorField, path: readonly string[]): string {
  const name = t(`monitorField.${field}`);
  const isWithin = path.length > (path[0] === 'check' ? 2 : 1);
  return isWithin ? t('monitorProblem.within', { field: name, path: path.join('.') }) : name;
}
