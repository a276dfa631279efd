/** Unit, integration and fault tests, all in Node. */
import { defineConfig } from 'vitest/config';
import { reports, root } from './paths.mjs';

/** A check of its own: `npm run check:secrets`. */
const secretsCheck = 'test/integration/secrets.test.ts';

const timeouts = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  root,
  test: {
    reporters: ['default', 'json'],
    outputFile: { json: `${reports}/unit.json` },
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
          exclude: ['electron/{wechat,simulator}/**', secretsCheck],
          // why: these start the built store worker and the built headless program
          globalSetup: ['build/vitest-setup.mjs'],
          ...timeouts,
        },
      },
      {
        root,
        // why: 200 kills take three minutes; the checks have to do with fewer
        test: {
          name: 'kills',
          include: ['test/fault/kill.test.ts'],
          globalSetup: ['build/vitest-setup.mjs'],
          env: { WEIGUAN_KILLS: '200' },
        },
      },
      {
        root,
        test: { name: 'secrets', include: [secretsCheck], globalSetup: ['build/vitest-setup.mjs'], ...timeouts },
      },
    ],
  },
});
