import { help } from './built-in/help.ts';
import { status } from './built-in/status.ts';
import type { Command } from './command.ts';

/** Every command, in the order in which the help lists them. A new one is a new file and one line here. */
export const commands: readonly Command[] = [status, help];
