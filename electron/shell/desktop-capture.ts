import { setTimeout as wait } from 'node:timers/promises';
import { desktopCapturer, screen, systemPreferences } from 'electron';
import { failure } from '../../shared/failures.ts';
import { err, type Result } from '../../shared/result.ts';
import { readCaptured } from '../control/captured-picture.ts';
import type { Picture, Screen } from '../control/driver.ts';

/** A picture takes a tenth of a second; longer than this something asks a person who isn't there. */
const mostMs = 10_000;

/**
 * The screen of this computer by Electron's own means, without any program to be installed: the main display, at its
 * full resolution. Fails with `control/screen-permission` (macOS) and `control/screen-failed`, among them on Wayland, whose
 * portal asks whoever sits at the screen each time.
 */
export const desktopScreen = (env: NodeJS.ProcessEnv): Screen => ({
  async capture(signal) {
    const obstacle = obstacleOf(env);
    if (obstacle) return err(obstacle);
    const giveUp = new AbortController();
    const late = wait(mostMs, undefined, { signal: AbortSignal.any([signal, giveUp.signal]), ref: false }).then(
      () => err(failed(`desktopCapturer: > ${mostMs / 1000} s`)),
      () => err(failure('control/called-off')),
    );
    const captured = await Promise.race([captureMain().catch((error: unknown) => err(failed(reasonOf(error)))), late]);
    giveUp.abort();
    return captured;
  },
});

function obstacleOf(env: NodeJS.ProcessEnv) {
  if (process.platform === 'darwin' && systemPreferences.getMediaAccessStatus('screen') === 'denied') {
    return failure('control/screen-permission', { reason: systemPreferences.getMediaAccessStatus('screen') });
  }
  const isWayland = process.platform === 'linux' && (env.XDG_SESSION_TYPE === 'wayland' || Boolean(env.WAYLAND_DISPLAY));
  return isWayland ? failure('control/screen-no-tools-wayland') : undefined;
}

async function captureMain(): Promise<Result<Picture>> {
  const { id, size, scaleFactor } = screen.getPrimaryDisplay();
  const pixels = { width: Math.round(size.width * scaleFactor), height: Math.round(size.height * scaleFactor) };
  const sources = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: pixels });
  const main = sources.find(({ display_id: display }) => display === String(id)) ?? sources[0];
  // why: where it isn't allowed to look Electron gives an empty picture, or none
  if (!main || main.thumbnail.isEmpty()) return err(failed('desktopCapturer: 0 × 0'));
  return readCaptured(main.thumbnail.toPNG());
}

const failed = (reason: string) => failure('control/screen-failed', { reason });
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200);
