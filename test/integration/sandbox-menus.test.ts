import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import { must } from '../../shared/test-result.ts';
import { temporaryFolder } from '../support/headless-gateway.ts';
import { startSandboxGateway } from '../support/sandbox-gateway.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Starts the gateway with its own sandbox, always in the same folder. */
const start = () => startSandboxGateway(join(folder.dir, 'data'));

const account = 'sandbox-oa';

test('the sandbox’s phone shows what was published, after a restart too, and its buttons do what their types say', async () => {
  const menu: Menu = {
    button: [
      { type: 'pic_weixin', name: '发图', key: 'photo' },
      { type: 'location_select', name: '位置', key: 'place' },
    ],
  };
  const first = await start();
  must(await first.calls['menus.pull']({ account }));
  const { revision } = must(await first.calls['menus.get']({ account }));
  must(await first.calls['menus.save']({ account, menu, revision }));
  must(await first.calls['menus.publish']({ account }));
  must(await first.calls['menus.conditional.add']({ account, menu: { ...menu, matchrule: { language: 'en' } } }));
  await first.stop();

  const second = await start();
  const phoneOf = async () => must(await second.calls['simulator.phones']({})).find((phone) => phone.account === account);
  expect((await phoneOf())?.menu).toEqual([
    { name: '发图', type: 'pic_weixin', key: 'photo' },
    { name: '位置', type: 'location_select', key: 'place' },
  ]);
  expect(must(await second.calls['menus.pull']({ account }))).toMatchObject({ conditional: [{ menu: { matchrule: { language: 'en' } } }] });
  for (const key of ['photo', 'place']) must(await second.calls['simulator.act']({ account, action: { kind: 'tap', key } }));
  expect((await phoneOf())?.bubbles.filter(({ side }) => side === 'person').map(({ kind }) => kind)).toEqual([
    'tap',
    'image',
    'tap',
    'location',
  ]);
  await expect
    .poll(async () =>
      must(await second.calls['messages.page']({ limit: 10 }))
        .items.map(({ event, type }) => event ?? type)
        .toSorted(),
    )
    .toEqual(['image', 'location', 'location_select', 'pic_weixin']);
  await second.stop();
});
