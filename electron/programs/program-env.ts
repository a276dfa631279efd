/** What a program that we start needs of its surroundings. `LC_*` comes with them. */
const passed = new Set([
  ...['PATH', 'HOME', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'LANG'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'],
]);

/** The variables that are handed on: ours hold the console's token and secrets. Their names count in any letter case. */
export function programEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.keys(env).filter((name) => passed.has(name.toUpperCase()) || /^LC_/.test(name));
  return Object.fromEntries(names.map((name) => [name, env[name]]));
}
