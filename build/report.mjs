/** What set-up says on the terminal: lines, and one line of progress that is written over. */

/**
 * @typedef {object} Report
 * @property {(text: string) => void} line
 * @property {(text: string, done: number, total: number) => void} progress `done` of `total`, in any unit
 */

/** Where the progress can't be written over (a log file), a line is written at most so often, in ms. */
const logEvery = 5_000;

/**
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} stream
 * @returns {Report}
 */
export function createReport(stream) {
  let isOpen = false;
  let lastLog = 0;
  let lastPercent = 0;
  const close = () => {
    if (isOpen) stream.write('\n');
    isOpen = false;
  };
  return {
    line(text) {
      close();
      stream.write(`${text}\n`);
    },
    progress(text, done, total) {
      const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
      if (percent === lastPercent) return;
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${text} ${percent} %`);
        isOpen = true;
        if (percent === 100) close();
      } else if (performance.now() - lastLog > logEvery || percent === 100) {
        stream.write(`${text} ${percent} %\n`);
        lastLog = performance.now();
      }
      lastPercent = percent;
    },
  };
}

/** @param {number} bytes */
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
