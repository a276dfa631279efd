import { describe, expect, test } from 'vitest';
import { takeConsoleToken } from './console-token.ts';

describe('the token of an address', () => {
  test.each([
    ['#token=abc', 'abc', ''],
    ['#/messages?token=abc', 'abc', '#/messages'],
    ['#/messages?x=1&token=abc', 'abc', '#/messages?x=1'],
    ['#/messages?token=abc&x=1', 'abc', '#/messages?x=1'],
    ['#token=a%2Bb%3D', 'a+b=', ''],
    ['#token=50%', '50%', ''],
  ])('%s is taken out of it', (hash, token, rest) => expect(takeConsoleToken(hash)).toEqual({ token, rest }));

  test.each(['', '#', '#/messages', '#token=', '#/messages?mytoken=abc', '#/token=abc'])('%j has none', (hash) =>
    expect(takeConsoleToken(hash)).toBeUndefined(),
  );
});
