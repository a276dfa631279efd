/** @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} [platform] */
export const hasDisplay = (env, platform = process.platform) => platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * Without a display no window can open; the same gateway then runs headless.
 * @type {import('./steps.mjs').Step}
 */
export const display = {
  id: 'display',
  run(context) {
    if (hasDisplay(context.env) || context.mayBeVirtual) return;
    context.wantsElectron = false;
    context.report.line(
      'No display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so the console opens in a browser instead of a window; ' +
        'for the window, start it in a desktop session or with: xvfb-run -a npm start',
    );
  },
};
