import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { colourAt, readPng } from '../../test/support/read-png.ts';
import { startRfbServer } from '../../test/support/rfb-server.ts';
import { freePort } from '../../test/support/sshd.ts';
import { startXvnc, type Xvnc, xvncMissing } from '../../test/support/xvnc.ts';
import { createVncDriver } from './vnc-driver.ts';

const never = new AbortController().signal;
const secret = (text?: string) => async () => ok(text);
const driver = (port: number, password?: string, timeoutMs?: number) =>
  createVncDriver({ reach: { host: '127.0.0.1', port }, password: secret(password), ...(timeoutMs && { timeoutMs }) });

/** What came of it, in a word. */
async function codeOf(asked: Promise<{ ok: boolean; error?: { code: string } }> | undefined): Promise<string> {
  const result = await asked;
  return result?.ok ? 'ok' : (result?.error?.code ?? '');
}

const why = xvncMissing ? ` (${xvncMissing})` : '';
describe.skipIf(xvncMissing)(`The screen of a VNC server${why}`, () => {
  let server: Xvnc;
  beforeAll(async () => {
    server = await startXvnc();
  });
  afterAll(() => server?.stop());

  test('is seen as it is, with the password', async () => {
    server.paint('#3366cc');
    const seen = await driver(server.port, server.password).screen?.capture(never);
    if (!seen?.ok) throw new Error(JSON.stringify(seen));
    expect(seen.value).toMatchObject({ type: 'image/png', width: 320, height: 200 });
    const picture = readPng(seen.value.bytes);
    for (const [x, y] of [
      [0, 0],
      [319, 0],
      [0, 199],
      [319, 199],
      [160, 100],
    ] as const)
      expect(colourAt(picture, x, y)).toBe('#3366cc');
  });

  test('is not seen with a wrong password, or without one', async () => {
    expect(await codeOf(driver(server.port, 'hunter23').screen?.capture(never))).toBe('control/vnc-password');
    expect(await codeOf(driver(server.port).screen?.capture(never))).toBe('control/vnc-no-password');
  });

  test('is seen with a password whose first 8 characters are right, for no others count', async () => {
    expect(await codeOf(driver(server.port, `${server.password}and more`).screen?.capture(never))).toBe('ok');
  });

  test('tells its size when it is tried', async () => {
    expect(await driver(server.port, server.password).tryIt(never)).toMatchObject({ ok: true, value: { found: '320×200' } });
    expect(await codeOf(driver(server.port, 'wrong').tryIt(never))).toBe('control/vnc-password');
  });
});

describe.skipIf(xvncMissing)(`A VNC server${why}`, () => {
  let server: Xvnc | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  const started = async (...args: string[]) => {
    server = await startXvnc(args);
    server.paint('#cc6633');
    return server;
  };
  const corner = async (port: number, password?: string) => {
    const seen = await driver(port, password).screen?.capture(never);
    return seen?.ok ? colourAt(readPng(seen.value.bytes), 5, 5) : seen?.error.code;
  };

  test('without a password is seen', async () => {
    const { port } = await started('-SecurityTypes', 'None');
    expect(await corner(port)).toBe('#cc6633');
    expect(await corner(port, 'kept but not wanted')).toBe('#cc6633');
  });
  test('that speaks RFB 3.3 only is seen', async () => {
    const { port, password } = await started('-Protocol3.3');
    expect(await corner(port, password)).toBe('#cc6633');
  });
  test('with 16 bits a pixel is seen', async () => {
    const { port, password } = await started('-depth', '16');
    expect(await corner(port, password)).toMatch(/^#c[0-9a-f]6[0-9a-f]3[0-9a-f]$/);
  });
  test('that wants TLS tells which ways it offers', async () => {
    const { port } = await started('-SecurityTypes', 'TLSNone');
    expect(await driver(port).screen?.capture(never)).toMatchObject({
      ok: false,
      error: { code: 'control/vnc-security', params: { types: '19' } },
    });
  });
  test('that shuts us out after wrong passwords says so', async () => {
    const { port } = await started('-UseBlacklist', '1', '-BlacklistThreshold', '1');
    await driver(port, 'wrong').screen?.capture(never);
    await driver(port, 'wrong').screen?.capture(never);
    expect(await codeOf(driver(port, 'hunter22').screen?.capture(never))).toBe('control/vnc-refused');
  });
});

describe('Where there is no VNC server', () => {
  test('that nothing listens is told', async () => {
    expect(await codeOf(driver(await freePort()).screen?.capture(never))).toBe('control/vnc-unreachable');
  });
  test('that something else answers is told', async () => {
    const server = await startRfbServer([{ heard: 0, say: Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') }]);
    expect(await codeOf(driver(server.port).screen?.capture(never))).toBe('control/vnc-not-vnc');
    await server.close();
  });
  test('that it breaks off is told', async () => {
    const server = await startRfbServer([{ heard: 0, say: Buffer.from('RFB 003') }], true);
    expect(await codeOf(driver(server.port).screen?.capture(never))).toBe('control/vnc-lost');
    await server.close();
  });
  test('one that says nothing is given up, and left when the look is called off', async () => {
    const server = await startRfbServer([]);
    expect(await codeOf(driver(server.port, undefined, 200).screen?.capture(never))).toBe('control/vnc-timeout');
    const control = new AbortController();
    const asked = driver(server.port).screen?.capture(control.signal);
    control.abort();
    expect(await codeOf(asked)).toBe('control/called-off');
    await server.close();
  });
  test('a way there of another kind is taken, and its failure told', async () => {
    const dialled: string[] = [];
    const way = createVncDriver({
      reach: { host: 'screen.inside', port: 5901 },
      password: secret(),
      dial: async (host, port) => {
        dialled.push(`${host}:${port}`);
        return { ok: false, error: { code: 'tunnel/dial-refused', message: '', hint: '' } };
      },
    });
    expect(await codeOf(way.screen?.capture(never))).toBe('tunnel/dial-refused');
    expect(dialled).toEqual(['screen.inside:5901']);
  });
});
