/** As much of what another program says as fits a message, in characters. */
const most = 200;

/** What another program said, fit for a message: one line without control characters or invisible ones, and not long. */
export function remoteWords(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** The last line that says something: where programs tell why they end. */
export function lastWords(output: string): string {
  return remoteWords(output.split(/[\r\n]+/).findLast((line) => line.trim() !== '') ?? '');
}
