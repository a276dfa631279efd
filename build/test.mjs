/** `npm test`: set-up, then every check and every test, one after the other, until the first that fails. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm.mjs';
import { reports, root } from './paths.mjs';
import { explain, Problem } from './problem.mjs';
import { setUp } from './setup/run.mjs';
import { countTests } from './test-reports.mjs';

/** Scripts of package.json; `report` is where a runner leaves its numbers. */
const checks = [
  { script: 'typecheck', title: 'Types' },
  { script: 'lint', title: 'Lint and format' },
  { script: 'check:imports', title: 'Directions of imports' },
  { script: 'check:classes', title: 'Classes of the pages' },
  { script: 'check:unused', title: 'Unused code' },
  { script: 'test:unit', title: 'Unit, integration and fault tests', report: 'unit.json' },
  { script: 'check:secrets', title: 'No secret in data or logs', report: 'secrets.json' },
  { script: 'test:e2e', title: 'End-to-end tests', report: 'e2e.json' },
];

/** @param {string} script @returns {Promise<boolean>} */
function passes(script) {
  const { command, args, shell } = npmCommand(['run', '--silent', script]);
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, shell, stdio: 'inherit' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** @param {string} title */
const heading = (title) => console.log(`\n━━ ${title} ${'━'.repeat(Math.max(0, 76 - title.length))}`);

const total = { passed: 0, failed: 0 };

/** @param {typeof checks[number]} check */
async function run({ script, title, report }) {
  heading(title);
  const start = performance.now();
  const path = report ? join(reports, report) : undefined;
  if (path) rmSync(path, { force: true });
  const isGood = await passes(script);
  const counted = path && existsSync(path) ? countTests(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0 };
  total.passed += counted.passed;
  total.failed += counted.failed;
  console.log(`${isGood ? '✓' : '✗'} ${title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (!isGood) throw new Problem(`${title} failed.`, `What failed stands above; to run it alone: npm run ${script}`);
  if (path && counted.passed === 0) throw new Problem(`${title}: not one test was run.`, 'See that the tests are where they belong.');
}

try {
  heading('Set-up');
  await setUp('test', { mayBeVirtual: true });
  for (const check of checks) await run(check);
} catch (error) {
  console.log(explain(error));
  total.failed = Math.max(1, total.failed);
  process.exitCode = 1;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
