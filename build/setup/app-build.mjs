/** @type {import('./steps.mjs').Step} */
export const appBuild = {
  id: 'app-build',
  async run({ report }) {
    const { buildProgram } = await import('../build.mjs');
    await buildProgram({ report: report.line });
  },
};
