import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import { colourAt, readPng } from '../../test/support/read-png.ts';
import { spawnShell } from '../../test/support/spawn-shell.ts';
import type { XServer } from '../../test/support/x-server.ts';
import { startXvfb, xvfbMissing } from '../../test/support/xvfb.ts';
import type { ProgramEnd, Shell } from './driver.ts';
import { encodePng } from './png.ts';
import { screenOverShell } from './screen-over-shell.ts';
import { readSessions } from './screen-sessions.ts';

const never = new AbortController().signal;
const always = ['sh', 'env', 'grep', 'sed', 'tr', 'cat', 'rm', 'mktemp'];

/** A computer's programs, processes and X sockets. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weiguan-screen-'));
  for (const part of ['bin', 'proc', 'sockets', 'tmp']) mkdirSync(join(folder, part));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const places = () => ({ processes: join(folder, 'proc'), sockets: join(folder, 'sockets') });
const addPrograms = (names: string[]) => {
  for (const name of names) symlinkSync(existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : `/bin/${name}`, join(folder, 'bin', name));
};
const addProcess = (pid: number, env: Record<string, string>) => {
  mkdirSync(join(folder, 'proc', String(pid)));
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\0`);
  writeFileSync(join(folder, 'proc', String(pid), 'environ'), lines.join(''));
};
/** The screen of that computer, looked at by a shell with these variables and programs. */
function screenWith(programs: string[], env: Record<string, string> = {}) {
  addPrograms([...always, ...programs]);
  const shell = spawnShell({ PATH: join(folder, 'bin'), TMPDIR: join(folder, 'tmp'), ...env });
  return screenOverShell(shell, places());
}
async function cornerOf(screen: ReturnType<typeof screenOverShell>): Promise<string> {
  const seen = await screen.capture(never);
  if (!seen.ok) return `${seen.error.code} ${seen.error.params?.reason ?? ''}`.trim();
  expect(seen.value).toMatchObject({ type: 'image/png', width: 320, height: 200 });
  return colourAt(readPng(seen.value.bytes), 319, 199);
}

describe.skipIf(xvfbMissing)(`The screen of an X server${xvfbMissing ? ` (${xvfbMissing})` : ''}`, () => {
  let server: XServer;
  beforeAll(async () => {
    server = await startXvfb();
    server.paint('#3366cc');
  });
  afterAll(() => server?.stop());

  test.each([
    ['scrot', ['scrot']],
    ['xwd', ['xwd']],
    ['xwd and gzip', ['xwd', 'gzip']],
  ])('is seen with %s, and no file stays behind', async (_, programs) => {
    expect(await cornerOf(screenWith(programs, { DISPLAY: server.display }))).toBe('#3366cc');
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  test('of 16 bits a pixel is seen with xwd', async () => {
    const coarse = await startXvfb(['-screen', '0', '320x200x16']);
    coarse.paint('#ff00ff');
    const seen = await cornerOf(screenWith(['xwd'], { DISPLAY: coarse.display }));
    await coarse.stop();
    expect(seen).toBe('#ff00ff');
  });

  for (const program of ['maim', 'import']) {
    test.skipIf(!existsSync(`/usr/bin/${program}`))(`is seen with ${program} where it is installed`, async () => {
      expect(await cornerOf(screenWith([program], { DISPLAY: server.display }))).toBe('#3366cc');
    });
  }

  test('is seen with the next program where the first one fails', async () => {
    writeFileSync(join(folder, 'bin', 'maim'), '#!/bin/sh\necho broken >&2\nexit 1\n', { mode: 0o755 });
    expect(await cornerOf(screenWith(['xwd'], { DISPLAY: server.display }))).toBe('#3366cc');
  });

  test('is found by the processes of who is logged in, where the shell knows of none', async () => {
    addProcess(300, { HOME: '/root' });
    addProcess(301, { HOME: '/home/ming', DISPLAY: server.display, XAUTHORITY: '/nowhere/Xauthority' });
    expect(await cornerOf(screenWith(['scrot']))).toBe('#3366cc');
  });

  test('is found by its socket at last', async () => {
    writeFileSync(join(folder, 'sockets', `X${server.display.slice(1)}`), '');
    expect(await cornerOf(screenWith(['scrot']))).toBe('#3366cc');
  });

  test('is found though another one that is known is gone', async () => {
    addProcess(300, { DISPLAY: ':64999' });
    addProcess(301, { DISPLAY: server.display });
    expect(await cornerOf(screenWith(['scrot']))).toBe('#3366cc');
  });

  test('is not seen without a program, which is told with what to install', async () => {
    const seen = await screenWith([], { DISPLAY: server.display }).capture(never);
    expect(seen).toMatchObject({ ok: false, error: { code: 'control/screen-no-tools-x11' } });
    expect(seen.ok ? '' : seen.error.hint).toContain('scrot');
  });

  test('is not seen where it is gone, which is told in the words of the program', async () => {
    expect(await cornerOf(screenWith(['xwd'], { DISPLAY: ':64999' }))).toMatch(/^control\/screen-failed .*unable to open display/);
  });
});

describe('A computer', () => {
  test('without a desktop says so', async () => {
    addProcess(300, { DISPLAY: 'localhost:10.0' });
    expect(await cornerOf(screenWith([]))).toBe('control/screen-no-display');
  });
  test('with Wayland and no program for it says what to install', async () => {
    addProcess(300, { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XDG_RUNTIME_DIR: '/run/user/1000' });
    expect(await cornerOf(screenWith([]))).toBe('control/screen-no-tools-wayland');
  });
});

describe('Desktops among processes', () => {
  const line = (place: string, env: Record<string, string>) =>
    Object.entries(env)
      .map(([name, value]) => `${place}:${name}=${value}\n`)
      .join('');

  test('are told once each, our own first, the bare socket last', () => {
    const own = line('own', { DISPLAY: ':1' });
    const ming = { DISPLAY: ':0', XAUTHORITY: '/run/user/1000/gdm/Xauthority' };
    const listed = own + line('/proc/7/environ', ming) + line('/proc/8/environ', ming) + line('/tmp/.X11-unix/X0', { DISPLAY: ':0' });
    expect(readSessions(listed)).toEqual([
      { kind: 'x11', env: { DISPLAY: ':1' } },
      { kind: 'x11', env: ming },
      { kind: 'x11', env: { DISPLAY: ':0' } },
    ]);
  });
  test('are four at most, and none comes in with a strange value', () => {
    const many = Array.from({ length: 20 }, (_, number) => line(`/proc/${number}/environ`, { DISPLAY: `:${number}` })).join('');
    expect(readSessions(many)).toHaveLength(4);
    expect(
      readSessions(line('/proc/1/environ', { DISPLAY: ':0 -evil', WAYLAND_DISPLAY: '$(reboot)', XDG_RUNTIME_DIR: '/run/user/1' })),
    ).toEqual([]);
  });
});

describe('A system that answers', () => {
  const answering = (system: TargetSystem, end: Partial<ProgramEnd>): Shell => ({
    system: () => Promise.resolve(ok(system)),
    run: () => Promise.resolve(ok({ code: 0, stdout: Buffer.alloc(0), stderr: '', cut: false, ...end })),
  });
  const captured = async (system: TargetSystem, end: Partial<ProgramEnd>) => {
    const seen = await screenOverShell(answering(system, end)).capture(never);
    return seen.ok ? `${seen.value.width}×${seen.value.height}` : seen.error.code;
  };
  const png = () => encodePng({ width: 5, height: 3, rgba: Buffer.alloc(60, 9) });

  test('from Windows in base64 is understood', async () => {
    expect(await captured('windows', { stdout: Buffer.from((await png()).toString('base64')) })).toBe('5×3');
  });
  test('from a service of Windows says that there is no desktop', async () => {
    expect(await captured('windows', { code: 98 })).toBe('control/screen-no-desktop');
  });
  test('from macOS with a picture is understood, and without permission says so', async () => {
    expect(await captured('macos', { stdout: await png() })).toBe('5×3');
    expect(await captured('macos', { code: 1, stderr: 'could not create image from display\n' })).toBe('control/screen-permission');
  });
  test('with more than is kept is dropped', async () => {
    expect(await captured('macos', { stdout: await png(), cut: true })).toBe('control/screen-too-many-bytes');
  });
  test('with something that is no picture is told', async () => {
    expect(await captured('macos', { stdout: Buffer.from('Welcome to this server!') })).toBe('control/screen-failed');
  });
  test('with a picture that is too large is told', async () => {
    const huge = await png();
    huge.writeUInt32BE(40_000, 16);
    expect(await captured('macos', { stdout: huge })).toBe('control/screen-size');
  });
});
