import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Picture, Screen } from './driver.ts';
import { firstOf } from './local-driver.ts';

const picture = (mark: string): Result<Picture> => ok({ bytes: Buffer.from(mark), type: 'image/png', width: 1, height: 1 });
const giving = (answer: Result<Picture>): Screen => ({ capture: async () => answer });
const capture = (first: Result<Picture>, other: Result<Picture>) =>
  firstOf(giving(first), giving(other)).capture(new AbortController().signal);
const noTools = err(failure('control/screen-no-tools-x11'));
const notGranted = err(failure('control/screen-permission', { reason: 'denied' }));
const black = err(failure('control/screen-failed', { reason: '0 × 0' }));

test('the window takes the picture itself, and programs only where it can not', async () => {
  expect(await capture(picture('window'), picture('program'))).toEqual(picture('window'));
  expect(await capture(black, picture('program'))).toEqual(picture('program'));
});

test('where neither can, it is said what to install, or what to grant', async () => {
  expect(await capture(black, noTools)).toEqual(noTools);
  expect(await capture(notGranted, noTools)).toEqual(notGranted);
  const onWayland = err(failure('control/screen-no-tools-wayland'));
  expect(await capture(onWayland, err(failure('control/screen-no-display')))).toEqual(onWayland);
});

test('what was called off is not tried in another way', async () => {
  const calledOff = err(failure('control/called-off'));
  const stopping = new AbortController();
  stopping.abort();
  expect(await firstOf(giving(calledOff), giving(picture('program'))).capture(stopping.signal)).toEqual(calledOff);
});
