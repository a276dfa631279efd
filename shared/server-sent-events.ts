/**
 * Reads the gateway's server-sent events, piece by piece as they come: blocks parted by an empty line, each with a name
 * and one line of data.
 */
export function createEventReader(onEvent: (name: string, data: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, name, data] = /^event: (.+)\ndata: (.*)$/m.exec(block) ?? [];
      if (name !== undefined && data !== undefined) onEvent(name, data);
    }
  };
}
