import { describe, expect, test } from 'vitest';
import { readKey } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('a key press is', () => {
  test.each([
    ['a key of its own', { key: 'j' }, '', 'j', false],
    ['a key that needs Shift', { key: '?' }, '', '?', false],
    ['a named key', { key: 'Enter' }, '', 'Enter', false],
    ['the first of a sequence', { key: 'g' }, '', 'g', true],
    ['the second of a sequence', { key: 'm' }, 'g', 'g m', false],
    ['no sequence after another key', { key: 'm' }, 'j', 'm', false],
    ['the end of a sequence even when it is the first key again', { key: 'g' }, 'g', 'g g', false],
    ['with Ctrl', { key: 'k', ctrlKey: true }, '', 'mod+k', false],
    ['with ⌘', { key: 'k', metaKey: true }, '', 'mod+k', false],
    ['with Ctrl, in capitals', { key: 'K', ctrlKey: true }, '', 'mod+k', false],
    ['with Ctrl in the midst of a sequence', { key: 'k', ctrlKey: true }, 'g', 'mod+k', false],
    ['with AltGr, which types a character', { key: '@', ctrlKey: true, altKey: true }, '', '', false],
    ['with Alt, which belongs to the system', { key: 'j', altKey: true }, '', '', false],
  ])('%s', (_, press, before, name, waiting) => expect(readKey({ ...plain, ...press }, before)).toEqual({ name, waiting }));
});
