/** So much of what a login shell says is kept, in bytes, for when the program never starts. */
const mostKept = 16 * 1024;

/** What a program says, without what its login shell said before it. */
export interface AfterMark {
  /** The part of a chunk that is the program's. */
  take(chunk: Buffer): Buffer;
  /** What there is as long as the mark has not come: it tells why. Nothing afterwards. */
  before(): Buffer | undefined;
}

/**
 * Leaves out everything up to the line `<mark>:<pid>`.
 * @param onPid called once, when the mark comes
 */
export function afterMark(mark: string, onPid: (pid: number) => void): AfterMark {
  const line = new RegExp(`${mark}:(\\d+)\\r?\\n`);
  let held: Buffer | undefined = Buffer.alloc(0);
  return {
    take(chunk) {
      if (!held) return chunk;
      held = Buffer.concat([held, chunk]);
      const found = line.exec(held.toString('latin1'));
      if (!found) {
        held = held.subarray(-mostKept);
        return Buffer.alloc(0);
      }
      const program = held.subarray(found.index + found[0].length);
      held = undefined;
      onPid(Number(found[1]));
      return program;
    },
    before: () => held,
  };
}
