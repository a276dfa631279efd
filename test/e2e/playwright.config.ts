import { defineConfig } from '@playwright/test';

/** Each test opens a window of its own and mostly waits for it, so two go side by side even on two cores. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // why: on a machine that others slow down a test may run out of time; the second try is printed as "flaky"
  retries: process.env.CI ? 1 : 0,
});
