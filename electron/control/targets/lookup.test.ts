import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Findable, findTargets } from './lookup.ts';

const target = (id: string, change: Partial<Findable> = {}): Findable => ({ id, name: id, aliases: [], tags: [], ...change });
const targets = [
  target('web-01', { name: '官网一号', tags: ['网站', 'prod'], group: '上海' }),
  target('web-02', { name: '官网二号', tags: ['网站', 'prod'] }),
  target('db', { name: 'Datenbank', aliases: ['主库', 'MySQL'], group: '上海' }),
  target('db-backup', { name: '备份库' }),
  target('gpu', { name: '训练机, 三楼' }),
];

/** What the words name, in a line. */
function asked(words: string): string {
  const lookup = findTargets(targets, words);
  if (lookup.kind === 'found') return lookup.targets.map(({ id }) => id).join(' ');
  if (lookup.kind === 'ambiguous') return `${lookup.word}? ${lookup.candidates.map(({ id }) => id).join(' ')}`;
  return `no ${lookup.word}: ${lookup.near.join(' ')}`;
}

describe('A target is found', () => {
  test.each([
    ['by its id', 'web-01', 'web-01'],
    ['by its name', '官网二号', 'web-02'],
    ['by an alias', '主库', 'db'],
    ['in any letter case', 'WEB-01', 'web-01'],
    ['as a Chinese keyboard writes it', 'ｗｅｂ－０１', 'web-01'],
    ['with spaces around it', '  mysql ', 'db'],
    ['by its id though another one begins so too', 'db', 'db'],
    ['by the beginning of a name, where it is the only one', 'dat', 'db'],
    ['by a part of a name, where it is the only one', '二号', 'web-02'],
    ['by a name with a comma in it', '训练机, 三楼', 'gpu'],
  ])('%s', (_, words, found) => expect(asked(words)).toBe(found));
});

describe('Several targets are found', () => {
  test.each([
    ['by a glob', 'web-*', 'web-01 web-02'],
    ['by a glob with one free character', 'web-0?', 'web-01 web-02'],
    ['by a full-width glob', '官网＊', 'web-01 web-02'],
    ['by a tag', '@网站', 'web-01 web-02'],
    ['by a group', '＠上海', 'web-01 db'],
    ['between commas', 'gpu,db', 'gpu db'],
    ['between Chinese commas', 'gpu，主库、web-*', 'gpu db web-01 web-02'],
    ['each once', 'db,主库,@上海', 'db web-01'],
    ['all of them', '*', 'web-01 web-02 db db-backup gpu'],
  ])('%s', (_, words, found) => expect(asked(words)).toBe(found));
});

describe('Words that name', () => {
  test('more than one target are given back with all that they may mean', () => {
    expect(asked('web')).toBe('web? web-01 web-02');
    expect(asked('gpu,官网')).toBe('官网? web-01 web-02');
  });
  test('nothing are given back with what is most like them', () => {
    expect(asked('wbe-01')).toBe('no wbe-01: web-01');
    expect(asked('web-03')).toBe('no web-03: web-01 web-02');
    expect(asked('@prd')).toBe('no @prd: @prod');
    expect(asked('gpu,nas')).toBe('no nas: ');
    expect(asked('mail-*')).toBe('no mail-*: ');
    expect(asked(' ， ')).toBe('no ，: ');
    expect(asked('')).toBe('no : ');
  });
});

test('a glob finds what the same regular expression finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8, minLength: 1 });
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 }).map((rest) => `*${rest}`);
  fc.assert(
    fc.property(letters, glob, (name, words) => {
      const expected = new RegExp(`^${words.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
      expect(findTargets([target(name)], words).kind === 'found').toBe(expected);
    }),
  );
});

test('a glob made to take long takes no time', () => {
  const long = target('a'.repeat(63));
  expect(findTargets([long], `${'*a'.repeat(40)}b`).kind).toBe('none');
});
