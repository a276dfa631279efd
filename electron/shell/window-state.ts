import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { placeWithin } from './window-place.ts';

const WindowState = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), maximized: z.boolean() });
type WindowState = z.infer<typeof WindowState>;

const firstSize = { width: 1280, height: 800 };

/** Where the window stood last time, as far as a display still shows that place. */
export function readWindowState(file: string): Partial<Rectangle> & { maximized: boolean } {
  const kept = parse(file);
  if (!kept) return { ...firstSize, maximized: false };
  return { ...placeWithin(kept, screen.getDisplayMatching(kept).workArea), maximized: kept.maximized };
}

/** Keeps the window's place and size whenever they have come to rest. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => writeState(file, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 300);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', () => {
    clearTimeout(timer);
    save();
  });
}

function parse(file: string): WindowState | undefined {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The first start, or a file that somebody spoilt: the window gets its first size.
    return undefined;
  }
}

function writeState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // A full disk must not keep the window from closing; it opens at its first size next time.
  }
}
