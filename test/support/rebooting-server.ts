import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareSshd, type Sshd } from './sshd.ts';

/** A server that can be told over ssh to reboot, and harms nobody: what it is asked for never gets to hear of `shutdown`. */
export interface RebootingServer extends Pick<Sshd, 'port' | 'user' | 'keys' | 'start' | 'kill'> {
  /** Whether it was told to since the last time. */
  wasTold(): boolean;
  remove(): Promise<void>;
}

/**
 * Stands before every line that sshd is asked to run: `shutdown` is replaced by `told`, which only leaves a mark, and
 * anything but that and the question for the system is refused. So nothing of this machine's is ever touched.
 */
const guard = (folder: string) => `#!/bin/sh
PATH='${folder}':$PATH
case "$SSH_ORIGINAL_COMMAND" in
  *sudo*) exit 1 ;;
  *shutdown* | *uname*) exec sh -c "$(printf '%s' "$SSH_ORIGINAL_COMMAND" | sed 's/shutdown/told/g')" ;;
  *) exit 1 ;;
esac
`;

export async function prepareRebootingServer(): Promise<RebootingServer> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-rebooting-'));
  const mark = join(folder, 'mark');
  const mayRun = { mode: 0o755 };
  writeFileSync(join(folder, 'guard'), guard(folder), mayRun);
  writeFileSync(join(folder, 'told'), `#!/bin/sh\necho told > '${mark}'\n`, mayRun);
  const sshd = await prepareSshd([`ForceCommand ${join(folder, 'guard')}`]);
  return {
    ...sshd,
    wasTold() {
      const was = existsSync(mark);
      rmSync(mark, { force: true });
      return was;
    },
    async remove() {
      await sshd.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
