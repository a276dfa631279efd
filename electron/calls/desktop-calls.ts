import { ok } from '../../shared/result.ts';
import type { DesktopRoom } from '../desktop-room.ts';
import type { CallsOf } from './call-table.ts';

/** The calls of the contract that are about the desktop. */
export const desktopCalls = (room: DesktopRoom): CallsOf<'desktop'> => ({
  'desktop.get': async () => ok(await room.get()),
  'desktop.set': async (change) => ok(await room.set(change)),
});
