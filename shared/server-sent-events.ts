/**
 * Reads the gateway's server-sent events, piece by piece as they come: blocks parted by an empty line, each with a name
 * and one line of data. Only `\n` ends a line: JSON leaves the other line ends of Unicode as they are.
 */
export function createEventReader(onEvent: (name: string, data: string) => void): (text: string) => void {
  let held = '';
  return (text) => {
    // why from there: of an event of megabytes what has been looked through is not looked through again
    let end = held.length - 1;
    held += text;
    let start = 0;
    for (end = held.indexOf('\n\n', end); end !== -1; end = held.indexOf('\n\n', start)) {
      const lines = held.slice(start, end).split('\n');
      const [name, data] = [valueIn(lines, 'event: '), valueIn(lines, 'data: ')];
      if (name !== undefined && data !== undefined) onEvent(name, data);
      start = end + 2;
    }
    held = held.slice(start);
  };
}

const valueIn = (lines: string[], field: string) => lines.find((line) => line.startsWith(field))?.slice(field.length);
