import { randomBytes, randomFillSync } from 'node:crypto';

/**
 * Random bytes by the block: asking the system for a few of them takes longer than the cryptography that they are for.
 * Each byte is given out once, and nothing of it stays behind.
 */
export function createRandomPool(blockBytes = 4096): (count: number) => Buffer {
  const block = Buffer.alloc(blockBytes);
  let next = blockBytes;
  return (count) => {
    if (count > blockBytes) return randomBytes(count);
    if (next + count > blockBytes) {
      randomFillSync(block);
      next = 0;
    }
    const taken = Buffer.from(block.subarray(next, next + count));
    block.fill(0, next, next + count);
    next += count;
    return taken;
  };
}
