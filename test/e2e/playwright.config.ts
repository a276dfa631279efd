import { defineConfig } from '@playwright/test';

/** Each test opens a window of its own, so they take turns. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
});
