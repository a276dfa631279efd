import { z } from 'zod';
import { call, out } from './api-call.ts';

/** What the admin chose about the program's place on the desktop. */
export const DesktopSettings = z
  .object({
    /** Whether the desktop tells when something goes down, is up again, or a message can't be sent. */
    notices: z.boolean(),
    /** Whether closing the window leaves the program running in the tray; macOS always leaves it running. */
    keepInTray: z.boolean(),
  })
  .strict();
export type DesktopSettings = z.infer<typeof DesktopSettings>;

export interface DesktopState extends DesktopSettings {
  /** Whether this desktop has a tray. Without one closing the window quits, whatever was chosen. */
  hasTray: boolean;
}

/** The calls of the contract that are about the desktop; null where the program runs without a window. */
export const desktopApi = {
  'desktop.get': call(z.object({}).strict(), out<DesktopState | null>()),
  'desktop.set': call(DesktopSettings.partial().strict(), out<DesktopState | null>()),
};
