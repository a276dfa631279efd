/** Runs once before the tests: they start the built worker and the built headless program, so these must be fresh. */
import { buildProgram } from './build.mjs';

export default async function setup() {
  await buildProgram({ only: 'electron', report: (line) => console.log(line) });
}
