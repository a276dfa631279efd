import type { Readable } from 'node:stream';

/** Calls back with each line of a stream as it comes. Of one longer than `longest` characters, what goes beyond is left out. */
export function readLines(stream: Readable, onLine: (line: string) => void, longest = 64 * 1024): void {
  let line = '';
  const take = (part: string) => {
    line += part.slice(0, longest - line.length);
  };
  const flush = () => {
    onLine(line);
    line = '';
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const [rest = '', ...begun] = chunk.split(/[\r\n]/);
    take(rest);
    for (const part of begun) {
      flush();
      take(part);
    }
  });
  stream.once('end', flush);
}
