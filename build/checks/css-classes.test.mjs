import { expect, test } from 'vitest';
import { classesOf, wrongClasses } from './css-classes.mjs';

test('the classes of a sheet are found wherever they stand, and those of others are not', () => {
  const css = `
    /* .no */
    .list, .row:hover > .name[data-open="true"] { margin: 1.5rem; }
    .row :global(.ant-tag) { color: red; }
    @media (width < 600px) { .narrow { display: none; } }
  `;
  expect([...classesOf(css)]).toEqual(['list', 'row', 'name', 'narrow']);
});

test('a class that is missing and one that nobody uses are told, those that are taken by a computed name are not', () => {
  const sheets = new Map([
    ['renderer/a.module.css', '.page { margin: 0; } .old { margin: 0; }'],
    ['renderer/b.module.css', '.on { margin: 0; } .off { margin: 0; }'],
  ]);
  const page = "import styles from './a.module.css';\nimport marks from './b.module.css';\nuse(styles.page, styles.gone, marks[state]);";
  expect(wrongClasses(sheets, new Map([['renderer/page.tsx', page]]))).toEqual([
    'renderer/page.tsx uses .gone, which renderer/a.module.css does not have',
    'renderer/a.module.css has .old, which nobody uses',
  ]);
});
