import { expect, test } from 'vitest';
import { cssVariables } from './css-variables.ts';
import { colours, messageColumns, motion, sizes, type } from './tokens.ts';

const css = cssVariables();

test('every token is a variable with its unit', () => {
  for (const line of [
    '--space-1: 4px;',
    '--drawer-max: 1080px;',
    '--type-head-1: 20px;',
    '--motion-quick: 120ms;',
    '--columns-wide: 76px ',
  ]) {
    expect(css).toContain(line);
  }
});

test('a look has its own colours and tells the browser', () => {
  const [, dark = ''] = css.split(':root[data-look="dark"] {');
  expect(dark).toContain('color-scheme: dark;');
  expect(dark).toContain(`--accent-soft: ${colours.dark.accentSoft};`);
});

test('no two tokens share a name', () => {
  const [all = '', light = ''] = css.split(':root[data-look="light"] {');
  const names = [...all.matchAll(/--[\w-]+(?=:)/g)].map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  const tables = [sizes, type, motion, messageColumns].map((table) => Object.keys(table).length);
  expect(names.length).toBe(tables.reduce((sum, count) => sum + count, 2));
  expect(light).toContain(`--ground: ${colours.light.ground};`);
});
