import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Gateway } from '../../electron/gateway.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import type { Phone, PhoneBubble } from '../../shared/simulator.ts';
import { must } from '../../shared/test-result.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';
import { painted } from '../support/paint-command.ts';
import { readPng } from '../support/read-png.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';

vi.mock('../../electron/commands/registry.ts', () => import('../support/paint-command.ts'));

const accounts = sandboxAccounts(randomBytes);
const folder = temporaryFolder();
let gateway: Gateway;

beforeEach(async () => {
  gateway = await startSandboxGateway(join(folder.dir, randomBytes(4).toString('hex')), { sandbox: accounts });
});
afterEach(async () => {
  await gateway.stop();
  folder.remove();
});

/** What the account has said on its phone, as soon as there is a picture. */
async function answersOn(account: string): Promise<PhoneBubble[]> {
  for (;;) {
    const phones: Phone[] = must(await gateway.calls['simulator.phones']({}));
    const bubbles = phones.find((phone) => phone.account === account)?.bubbles.filter(({ side }) => side === 'account') ?? [];
    if (bubbles.some(({ kind }) => kind === 'image')) return bubbles;
    await setTimeout(50);
  }
}

test.each(accounts)(
  'a command that answers a picture: it arrives on the phone of $platform, behind its text, pixel by pixel',
  async ({ id }) => {
    must(await gateway.calls['simulator.act']({ account: id, action: { kind: 'text', text: 'paint' } }));
    const [text, image, ...more] = await answersOn(id);
    expect(more).toEqual([]);
    expect(text).toMatchObject({ kind: 'text', text: 'painted' });
    const shown = readPng(Buffer.from(image?.picture?.replace('data:image/png;base64,', '') ?? '', 'base64'));
    expect({ ...shown, rgba: shown.rgba.equals(painted.rgba) }).toEqual({ ...painted, rgba: true });
    // The phone has it a moment before the log says so.
    const rows = async () =>
      must(await gateway.calls['messages.page']({ limit: 10 })).items.map((row) => [row.direction, row.type, row.state]);
    await vi.waitFor(async () =>
      expect(await rows()).toEqual([
        ['out', 'image', 'sent'],
        ['out', 'text', 'sent'],
        ['in', 'text', 'done'],
      ]),
    );
  },
);
