import { failure } from '../../shared/failures.ts';
import { err, type Failure, type Result } from '../../shared/result.ts';
import { readCaptured } from './captured-picture.ts';
import type { Picture, ProgramCall, ProgramEnd, Screen, Shell } from './driver.ts';
import { lastWords } from './remote-words.ts';
import { macosScreenCall, screenExit, sessionScreenCall, windowsScreenCall } from './screen-scripts.ts';
import { readSessions, type Session, type SessionPlaces, sessionsCall } from './screen-sessions.ts';

const timeoutMs = 30_000;
const mostPictureBytes = 64 * 1024 * 1024;
const mostListBytes = 512 * 1024;
const linuxPlaces: SessionPlaces = { processes: '/proc', sockets: '/tmp/.X11-unix' };

/**
 * Takes pictures of a target's screen with what its system has for it.
 * Fails with `control/screen-…` and what the shell fails with.
 */
export function screenOverShell(shell: Shell, places: SessionPlaces = linuxPlaces): Screen {
  const run = (call: ProgramCall, signal: AbortSignal, mostBytes = mostPictureBytes) => shell.run(call, { signal, timeoutMs, mostBytes });

  async function captureSession(session: Session, signal: AbortSignal): Promise<Result<Picture>> {
    const ended = await run(sessionScreenCall(session), signal);
    const without = session.kind === 'x11' ? 'control/screen-no-tools-x11' : 'control/screen-no-tools-wayland';
    return ended.ok ? pictureOf(ended.value, failure(without)) : ended;
  }

  /** Tries one desktop after the other; where none can be seen, the first failure tells why. */
  async function captureLinux(signal: AbortSignal): Promise<Result<Picture>> {
    const listed = await run(sessionsCall(places), signal, mostListBytes);
    if (!listed.ok) return listed;
    let first: Result<Picture> | undefined;
    for (const session of readSessions(listed.value.stdout.toString('utf8'))) {
      const captured = await captureSession(session, signal);
      if (captured.ok || signal.aborted) return captured;
      first ??= captured;
    }
    return first ?? err(failure('control/screen-no-display'));
  }

  async function captureMacos(signal: AbortSignal): Promise<Result<Picture>> {
    const ended = await run(macosScreenCall, signal);
    if (!ended.ok) return ended;
    const { code, stderr } = ended.value;
    if (code !== 0) return err(failure('control/screen-permission', { reason: lastWords(stderr) || `screencapture: ${code}` }));
    return pictureOf(ended.value, failure('control/screen-no-display'));
  }

  async function captureWindows(signal: AbortSignal): Promise<Result<Picture>> {
    const ended = await run(windowsScreenCall, signal);
    if (!ended.ok) return ended;
    if (ended.value.code === screenExit.noDesktop) return err(failure('control/screen-no-desktop'));
    const stdout = Buffer.from(ended.value.stdout.toString('latin1'), 'base64');
    return pictureOf({ ...ended.value, stdout }, failure('control/screen-no-desktop'));
  }

  return {
    async capture(signal) {
      const system = await shell.system(signal);
      if (!system.ok) return system;
      if (system.value === 'windows') return captureWindows(signal);
      return system.value === 'macos' ? captureMacos(signal) : captureLinux(signal);
    },
  };
}

async function pictureOf({ code, stdout, stderr, cut }: ProgramEnd, noTools: Failure): Promise<Result<Picture>> {
  if (code === screenExit.noTools) return err(noTools);
  if (cut) return err(failure('control/screen-too-many-bytes', { limit: String(mostPictureBytes / 1024 / 1024) }));
  if (code !== 0) return err(failure('control/screen-failed', { reason: lastWords(stderr) || String(code) }));
  return readCaptured(stdout);
}
