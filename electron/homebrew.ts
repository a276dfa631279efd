/** Where Homebrew keeps programs, on Apple Silicon and on Intel; other installers take the latter too. */
const folders = ['/opt/homebrew/bin', '/opt/homebrew/sbin', '/usr/local/bin', '/usr/local/sbin'];

/** As launchd has it for a program that was started from the Dock. */
const bare = '/usr/bin:/bin:/usr/sbin:/sbin';

/** On a Mac lets programs be found that Homebrew has installed; no program of the system's is taken from there instead. */
export function findHomebrew(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): void {
  if (platform !== 'darwin') return;
  const known = (env.PATH || bare).split(':');
  env.PATH = [...known, ...folders.filter((folder) => !known.includes(folder))].join(':');
}
