const mirror = 'https://npmmirror.com/mirrors/electron/';

/**
 * `npm start` from the mirror that is near to users in China, as it is typed into the shells of a system.
 * @param {NodeJS.Platform} [platform]
 */
export const startFromMirror = (platform = process.platform) =>
  platform === 'win32'
    ? `In PowerShell: $env:ELECTRON_MIRROR='${mirror}'; npm start\nIn cmd: set "ELECTRON_MIRROR=${mirror}" && npm start`
    : `ELECTRON_MIRROR=${mirror} npm start`;
