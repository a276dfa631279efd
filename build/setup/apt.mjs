/** Packages of the system, on Debian and its kin. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Problem } from '../problem.mjs';

/** @typedef {string[]} Alternatives names of one package in different releases, newest first */

const hasApt = () => existsSync('/usr/bin/apt-get');

/** Packages are only installed unasked where nobody can be asked for a password: as root. */
export const canInstall = () => hasApt() && process.getuid?.() === 0;

/** Where systemd runs, a package starts its services as it is installed: nobody wants that of a test. */
export const wouldStartServices = () => existsSync('/run/systemd/system');

/** @param {string} name */
const isKnown = (name) => /Candidate: (?!\(none\))/.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '');

const osRelease = () => (existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '');

/**
 * The names that packages have here. Where apt's lists are empty, as in a fresh container, the release tells: Debian 13 and
 * Ubuntu 24.04 have the newest ones.
 * @param {Alternatives[]} packages
 * @param {(name: string) => boolean} isListed
 * @param {string} release the text of /etc/os-release
 */
export function chosen(packages, isListed = isKnown, release = osRelease()) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? '';
  const isNew = Number(field('VERSION_ID')) >= ({ debian: 13, ubuntu: 24.04 }[field('ID')] ?? Number.POSITIVE_INFINITY);
  return packages.map((names) => names.find(isListed) ?? names.at(isNew ? 0 : -1) ?? '');
}

/**
 * What the user has to type to install the packages.
 * @param {Alternatives[]} packages
 */
export function installLine(packages) {
  if (hasApt()) return `Install it with:\nsudo apt-get update && sudo apt-get install -y ${chosen(packages).join(' ')}`;
  const names = packages.map((alternatives) => alternatives.at(-1)).join(' ');
  return `Install it with this system's package manager. On Debian the packages are called:\n${names}`;
}

/**
 * @param {Alternatives[]} packages
 * @param {import('../report.mjs').Report} report
 */
export async function installPackages(packages, report) {
  const updated = await apt(['update'], report, 'Reading the package lists:');
  const names = chosen(packages);
  const installed = await apt(['install', '-y', '--no-install-recommends', ...names], report, `Installing ${names.join(' ')}:`);
  if (installed.code === 0) return;
  const reason = [updated, installed].flatMap(({ output }) => output.split('\n').filter((line) => /^[EW]:/.test(line))).slice(0, 6);
  throw new Problem(`apt could not install the packages:\n${reason.join('\n')}`, installLine(packages));
}

/**
 * How far apt is: the download counts for one half, the installation for the other. It never goes back.
 * @param {string} statusLines what apt writes on its status file descriptor
 * @param {number} before percent
 * @returns {number} percent
 */
export function aptProgress(statusLines, before) {
  const found = [...statusLines.matchAll(/^(dl|pm)status:[^:]*:([\d.]+):/gm)];
  return Math.max(before, ...found.map(([, phase, percent]) => Number(percent) / 2 + (phase === 'pm' ? 50 : 0)));
}

/**
 * @param {string[]} args
 * @param {import('../report.mjs').Report} report
 * @param {string} what for the line of progress
 * @returns {Promise<{ code: number, output: string }>}
 */
function apt(args, report, what) {
  const options = ['-qq', '-o', 'APT::Status-Fd=3', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=120'];
  return new Promise((resolve) => {
    const child = spawn('apt-get', [...options, ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    let percent = 0;
    child.stdio[3]?.on('data', (chunk) => {
      percent = aptProgress(String(chunk), percent);
      if (percent < 100) report.progress(what, percent, 100);
    });
    child.on('error', (error) => resolve({ code: 1, output: `E: ${error.message}` }));
    child.on('close', (code) => {
      if (code === 0) report.progress(what, 100, 100);
      resolve({ code: code ?? 1, output });
    });
  });
}
