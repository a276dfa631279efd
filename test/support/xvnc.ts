import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './sshd.ts';
import { startXServer, type XServer } from './x-server.ts';

const missing = ['/usr/bin/Xvnc', '/usr/bin/vncpasswd', '/usr/bin/xsetroot'].filter((program) => !existsSync(program));

/** Why no VNC server can be run here, or nothing where one can. `npm test` installs what is missing where it may. */
export const xvncMissing =
  missing.length > 0
    ? `no ${missing.join(', ')} here: install tigervnc-standalone-server, tigervnc-tools and x11-xserver-utils`
    : undefined;

/** TigerVNC on loopback, with a screen of 320×200 pixels of its own. */
export interface Xvnc extends XServer {
  port: number;
  password: string;
}

/** @param args of Xvnc; without any it wants a password */
export async function startXvnc(args: readonly string[] = []): Promise<Xvnc> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-xvnc-'));
  const port = await freePort();
  const password = 'hunter22';
  const passwordFile = join(folder, 'passwd');
  writeFileSync(passwordFile, spawnSync('vncpasswd', ['-f'], { input: `${password}\n` }).stdout, { mode: 0o600 });
  const usual = ['-geometry', '320x200', '-depth', '24', '-SecurityTypes', 'VncAuth', '-UseBlacklist', '0'];
  const place = ['-rfbport', String(port), '-interface', '127.0.0.1', '-PasswordFile', passwordFile];
  const server = await startXServer('Xvnc', [...place, ...usual, ...args]);
  return {
    ...server,
    port,
    password,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
