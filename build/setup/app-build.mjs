import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isBuilt } from '../build.mjs';
import { root } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/** @type {import('./steps.mjs').Step} */
export const appBuild = {
  id: 'app-build',
  async run({ report }) {
    if (isBuilt()) return;
    // why: a process of its own takes the compiler's 600 MB of memory along when it ends
    const child = spawn(process.execPath, [join(root, 'build', 'build.mjs')], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(child.stdout).on('line', report.line);
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code !== 0) throw new Problem('The program could not be built.', 'Why, and what to do, stands above.');
  },
};
