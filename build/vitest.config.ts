/** Unit, integration and fault tests, all in Node. */
import { defineConfig } from 'vitest/config';
import { reports, root } from './paths.mjs';

/** A check of its own: `npm run check:secrets`. */
const secretsCheck = 'test/integration/secrets.test.ts';
/** A minute with a virtual machine: `npm run test:guest`. */
const guestCheck = 'test/integration/guest.test.ts';

/** In CI a test has a second try, which the report counts: a slow machine is no fault of the program's. */
const timeouts = { testTimeout: 30_000, hookTimeout: 30_000, retry: process.env.CI ? 1 : 0 };
/** Files share what they import: to load it anew for each took as long as the tests. None of them may change a module for good. */
const shared = { ...timeouts, isolate: false };

export default defineConfig({
  root,
  test: {
    // why: by default two cores get one worker, and the tests mostly wait
    maxWorkers: 3,
    reporters: ['default', 'json'],
    outputFile: { json: `${reports}/unit.json` },
    projects: [
      {
        root,
        test: {
          name: 'pure',
          include: ['{shared,renderer,build}/**/*.test.{ts,tsx,mjs}', 'electron/{wechat,simulator}/**/*.test.ts'],
          ...shared,
        },
      },
      {
        root,
        test: {
          name: 'gateway',
          include: ['electron/**/*.test.ts'],
          exclude: ['electron/{wechat,simulator}/**'],
          // why: these start the built store worker
          globalSetup: ['build/vitest-setup.mjs'],
          ...shared,
        },
      },
      {
        root,
        test: {
          name: 'whole',
          include: ['test/{integration,fault}/**/*.test.ts'],
          exclude: [secretsCheck, guestCheck],
          // why: these start the built headless program
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
        test: { name: 'guest', include: [guestCheck], globalSetup: ['build/vitest-setup.mjs'], ...timeouts },
      },
      {
        root,
        test: { name: 'secrets', include: [secretsCheck], globalSetup: ['build/vitest-setup.mjs'], ...timeouts },
      },
    ],
  },
});
