import { createCipheriv } from 'node:crypto';

/**
 * The answer to a VNC server's challenge: DES with the password as its key, of which 8 bytes count, the bits of each
 * byte turned round. Source: RFC 6143, 7.2.2, and its erratum 4951 about the bits.
 * @param challenge 16 bytes
 */
export function answerChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8);
  Buffer.from(password, 'utf8').copy(key);
  const turned = key.map(turnRound);
  return Buffer.concat([encryptBlock(turned, challenge.subarray(0, 8)), encryptBlock(turned, challenge.subarray(8, 16))]);
}

/**
 * One block of DES. OpenSSL 3 has no DES any more, but Triple DES, which is the same with one key taken three times;
 * Electron's crypto library knows it in CBC mode only, which is the same for one block.
 */
function encryptBlock(key: Uint8Array, block: Buffer): Buffer {
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([key, key, key]), Buffer.alloc(8)).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

function turnRound(byte: number): number {
  let turned = 0;
  for (let bit = 0; bit < 8; bit += 1) turned |= ((byte >> bit) & 1) << (7 - bit);
  return turned;
}
