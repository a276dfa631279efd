import { createHash } from 'node:crypto';
import type { Language } from '../../shared/language.ts';
import type { Beat, BeatState, Uptime } from '../../shared/monitor/beats.ts';
import type { Incident } from '../../shared/monitor/incident.ts';
import type { MonitorState } from '../../shared/monitor/monitor.ts';
import { lasted } from './notices/notice-message.ts';
import { statusPageStyle } from './status-page-style.ts';
import { type StatusPageWords, statusPageWords } from './status-page-words.ts';

/** A monitor as strangers with the link see it: of where it looks and what it says nothing. */
export interface ShownMonitor {
  name: string;
  state: MonitorState;
  /** Oldest first. */
  strip: readonly Pick<Beat, 'state'>[];
  uptime: Pick<Uptime, 'day' | 'month'>;
}

/** What stands on the status page. */
export interface StatusPageContents {
  /** Unix time in ms. */
  at: number;
  monitors: readonly ShownMonitor[];
  /** How many more there are that it has no room for. */
  more: number;
  /** Those that are open. */
  incidents: readonly Incident[];
}

const styleHash = createHash('sha256').update(statusPageStyle).digest('base64');

/** What goes with the page: it runs nothing, loads nothing, stands in no frame, is kept nowhere, and tells no other site its link. */
export const statusPageHeaders: readonly (readonly [name: string, value: string])[] = [
  [
    'Content-Security-Policy',
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Frame-Options', 'DENY'],
  ['X-Robots-Tag', 'noindex, nofollow, noarchive'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Vary', 'Accept-Language'],
];

/** The whole page as HTML. Names are escaped; reasons are left out, for they name hosts and addresses. */
export function statusPageHtml(contents: StatusPageContents, language: Language): string {
  const words = statusPageWords[language];
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'long' }).format(contents.at);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="60">
<title>${escaped(titleOf(contents, words))}</title>
<style>${statusPageStyle}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
${overall(contents, words)}
${incidentList(contents, language)}
${monitorList(contents, words)}
<footer>${contents.more > 0 ? `<p>${words.more(contents.more)}</p>` : ''}<p>${escaped(words.asOf(time))}</p></footer>
</main>
</body>
</html>
`;
}

const marks: Record<MonitorState, string> = {
  ...{ pending: '○', up: '●', retrying: '◐', down: '■' },
  ...{ unknown: '?', maintenance: '◇', paused: '‖' },
};

const countOf = ({ monitors }: StatusPageContents, state: MonitorState) => monitors.filter((monitor) => monitor.state === state).length;

function titleOf(contents: StatusPageContents, words: StatusPageWords): string {
  const down = countOf(contents, 'down');
  return down > 0 ? `■ ${words.down(down, contents.monitors.length)}` : words.title;
}

/** The one line that most people come for. */
function overall(contents: StatusPageContents, words: StatusPageWords): string {
  const down = countOf(contents, 'down');
  const line = (look: string, mark: string, text: string, small = '') =>
    `<p class="overall ${look}" role="status"><span class="mark" aria-hidden="true">${mark}</span>${text}${small && ` <small>${small}</small>`}</p>`;
  if (contents.monitors.length === 0) return line('warning', '○', words.nothing);
  const [mark, further] = undecided(contents, words) ?? [];
  if (down > 0) return line('down', '■', words.down(down, contents.monitors.length), further);
  if (mark && further) return line('warning', mark, further);
  if (countOf(contents, 'up') > 0)
    return contents.incidents.length > 0 ? line('warning', '◆', words.open(contents.incidents.length)) : line('well', '●', words.well);
  const isResting = countOf(contents, 'maintenance') > 0;
  return line('warning', isResting ? marks.maintenance : marks.paused, isResting ? words.resting : words.paused);
}

/** How many there are of which nobody knows how they stand; those that most likely fail first. */
function undecided(contents: StatusPageContents, words: StatusPageWords): [mark: string, text: string] | undefined {
  const told = { retrying: words.retrying, unknown: words.unsure, pending: words.pending };
  const state = (['retrying', 'unknown', 'pending'] as const).find((one) => countOf(contents, one) > 0);
  return state && [marks[state], told[state](countOf(contents, state))];
}

function incidentList({ incidents, at }: StatusPageContents, language: Language): string {
  if (incidents.length === 0) return '';
  const words = statusPageWords[language];
  const rows = incidents.map((incident) => {
    const told = [
      words.since(lasted(incident, at, language)),
      ...(incident.isFlapping ? [words.flapping] : []),
      ...(incident.acknowledged ? [words.acknowledged] : []),
    ].join(' · ');
    const look = incident.isFlapping ? 'flapping' : 'down';
    return `<li class="${look}"><div class="row"><span class="mark" aria-hidden="true">${incident.isFlapping ? '◆' : '■'}</span><span class="name">${escaped(incident.name)}</span><span class="since">${told}</span></div></li>`;
  });
  return `<section><h2>${words.incidents}</h2><ul>${rows.join('\n')}</ul></section>`;
}

function monitorList({ monitors }: StatusPageContents, words: StatusPageWords): string {
  if (monitors.length === 0) return '';
  const rows = monitors.map(
    ({ name, state, strip, uptime }) =>
      `<li class="${state}"><div class="row"><span class="mark" aria-hidden="true">${marks[state]}</span><span class="name">${escaped(name)}</span><span class="state">${words.state[state]}</span></div>${stripOf(strip, words)}<div class="uptime"><span>${words.day} ${share(uptime.day, words)}</span><span>${words.month} ${share(uptime.month, words)}</span></div></li>`,
  );
  return `<section aria-label="${words.title}"><ul>${rows.join('\n')}</ul></section>`;
}

/** How high a check stands, so that the strip can be read without colours. */
const heights: Record<BeatState, number> = { up: 12, retrying: 16, down: 20, unknown: 5, maintenance: 5 };
/** So many checks have room. */
export const stripBeats = 40;

function stripOf(strip: ShownMonitor['strip'], words: StatusPageWords): string {
  if (strip.length === 0) return '';
  const shown = strip.slice(-stripBeats);
  const counts = (Object.keys(heights) as BeatState[])
    .map((state) => ({ state, count: shown.filter((beat) => beat.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${words.beat[state]} ${count}`);
  const first = stripBeats - shown.length;
  const bars = shown.map(
    ({ state }, index) =>
      `<rect class="${state}" x="${(first + index) * 8}" y="${20 - heights[state]}" width="6" height="${heights[state]}" rx="1"/>`,
  );
  return `<svg viewBox="0 0 ${stripBeats * 8} 20" preserveAspectRatio="none" role="img" aria-label="${escaped(words.strip(counts.join(', ')))}">${bars.join('')}</svg>`;
}

/** What isn't everything never reads as 100 %. */
function share(part: number | undefined, { noData }: StatusPageWords): string {
  if (part === undefined) return noData;
  return part >= 1 ? '100%' : `${(Math.floor(part * 10_000) / 100).toFixed(2)}%`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
