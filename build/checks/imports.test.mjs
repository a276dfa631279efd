import { expect, test } from 'vitest';
import { brokenRules, importsOf } from './imports.mjs';

test('every way of importing is seen', () => {
  const source = `
    import { a } from './static.ts';
    import type { B } from './type.ts';
    import './effect.ts';
    export { c } from './named.ts';
    export * from './all.ts';
    export type D = import('./inline.ts').D;
    const e = await import('./dynamic.ts');
    const f = require('./require.cjs');
    const g = await import(name);
  `;
  expect(importsOf('electron/any.ts', source)).toEqual([
    './static.ts',
    './type.ts',
    './effect.ts',
    './named.ts',
    './all.ts',
    './inline.ts',
    './dynamic.ts',
    './require.cjs',
    '(computed)',
  ]);
});

const forbidden = [
  ['shared/models.ts', '../electron/log.ts'],
  ['shared/models.ts', 'node:fs'],
  ['shared/models.ts', 'react'],
  ['renderer/app.tsx', '../electron/log.ts'],
  ['renderer/app.tsx', 'electron'],
  ['renderer/app.tsx', 'node:fs'],
  ['renderer/pages/monitors/monitor-tabs.tsx', '../servers/server-tabs.tsx'],
  ['renderer/pages/monitors/monitor-tabs.tsx', '../servers/server-list.module.css'],
  ['renderer/pages/monitors/notices/rule-editor.tsx', '../../people/role-choices.ts'],
  ['renderer/components/labels.tsx', '../pages/servers/server-list.tsx'],
  ['renderer/stores/targets.ts', '../pages/servers/server-list.tsx'],
  ['electron/wechat/xml.ts', '../log.ts'],
  ['electron/wechat/xml.ts', 'node:fs'],
  ['electron/wechat/xml.ts', 'pino'],
  ['electron/log.ts', 'electron'],
  ['electron/log.ts', 'electron/main'],
  ['electron/callback/listener.ts', '../shell/window.ts'],
  ['electron/callback/listener.ts', '../gateway.ts'],
  ['electron/menus/menu-calls.ts', '../calls/calls.ts'],
  ['electron/simulator/platform.ts', '../callback/listener.ts'],
  ['electron/simulator/platform.ts', '../platforms/wecom.ts'],
  ['electron/simulator/platform.ts', '../store/store.ts'],
  ['electron/simulator/platform.test.ts', '../store/store.ts'],
  ['electron/commands/run.ts', '../callback/pipeline.ts'],
  ['electron/commands/run.ts', '../shell/tray.ts'],
  ['electron/log.ts', '../renderer/theme.ts'],
  ['electron/log.ts', '../build/paths.mjs'],
];

test.each(forbidden)('%s may not import %s', (file, specifier) => {
  expect(brokenRules(file, `import '${specifier}';`)).not.toEqual([]);
  expect(brokenRules(file, `export const load = () => import('${specifier}');`)).not.toEqual([]);
});

const allowed = [
  ['shared/models.ts', 'zod'],
  ['shared/models.test.ts', 'vitest'],
  ['renderer/app.tsx', '../shared/api.ts'],
  ['renderer/app.tsx', './app.css?inline'],
  ['renderer/app.tsx', './pages/servers/servers-page.tsx'],
  ['renderer/pages/monitors/notices/rule-editor.tsx', '../monitor-tabs.tsx'],
  ['renderer/pages/monitors/monitor-tabs.tsx', '../../components/page-tabs.tsx'],
  ['electron/wechat/envelope.ts', 'node:crypto'],
  ['electron/wechat/envelope.test.ts', 'node:fs'],
  ['electron/main.ts', 'electron'],
  ['electron/main.ts', './gateway.ts'],
  ['electron/shell/window.ts', 'electron'],
  ['electron/simulator/platform.ts', '../wechat/envelope.ts'],
  ['electron/gateway.ts', './callback/listener.ts'],
];

test.each(allowed)('%s may import %s', (file, specifier) => {
  expect(brokenRules(file, `import '${specifier}';`)).toEqual([]);
});

test('a barrel file is refused', () => {
  expect(brokenRules('electron/store/index.ts', 'export const a = 1;')).toHaveLength(1);
});

test('a module name that is computed is refused, because nobody can check it', () => {
  expect(brokenRules('electron/log.ts', 'export const load = (name: string) => import(name);')).toHaveLength(1);
});
