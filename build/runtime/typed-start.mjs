/** `npm start` with a variable, as it is typed into the shells of a system. */

/**
 * @param {string} name @param {string} value
 * @param {NodeJS.Platform} [platform]
 */
const typedStart = (name, value, platform = process.platform) =>
  platform === 'win32'
    ? `In PowerShell: $env:${name}='${value}'; npm start\nIn cmd: set "${name}=${value}" && npm start`
    : `${name}=${value} npm start`;

/**
 * From the mirror that is near to users in China.
 * @param {NodeJS.Platform} [platform]
 */
export const startFromMirror = (platform) => typedStart('ELECTRON_MIRROR', 'https://npmmirror.com/mirrors/electron/', platform);
