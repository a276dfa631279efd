/** Unit, integration and fault tests, all in Node. */
import { defineConfig } from 'vitest/config';
import { reports, root } from './paths.mjs';

const timeouts = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  root,
  test: {
    reporters: ['default', ['json', { outputFile: `${reports}/unit.json` }]],
    projects: [
      {
        root,
        test: {
          name: 'pure',
          include: ['{shared,renderer,build}/**/*.test.{ts,tsx,mjs}', 'electron/{wechat,simulator}/**/*.test.ts'],
          ...timeouts,
        },
      },
      {
        root,
        test: {
          name: 'gateway',
          include: ['electron/**/*.test.ts', 'test/{integration,fault}/**/*.test.ts'],
          exclude: ['electron/{wechat,simulator}/**'],
          // why: these start the built store worker and the built headless program
          globalSetup: ['build/vitest-setup.mjs'],
          ...timeouts,
        },
      },
    ],
  },
});
