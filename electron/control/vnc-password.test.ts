import { expect, test } from 'vitest';
import { hex } from '../../test/support/feed-conversation.ts';
import { answerChallenge } from './vnc-password.ts';

test('a challenge is answered as DES with the bits of the password turned round', () => {
  // Password "COW": the key is 0xc2 0xf2 0xea and zeros, as `openssl enc -des-ecb -nopad -provider legacy` answers.
  expect(answerChallenge(hex('000102030405060708090a0b0c0d0e0f'), 'COW').toString('hex')).toBe('dc72fe4da173cc3f3c684d6637ed8c28');
});
