import { expect, test } from 'vitest';
import { languages } from '../language.ts';
import { buttonsOf } from './menu.ts';
import { checkMenu } from './menu-rules.ts';
import { starterMenu } from './starter-menu.ts';

const named = (...names: string[]) => names.map((name) => ({ name, aliases: [] }));
const all = named('status', 'screenshot', 'alerts', 'ps', 'disk', 'power', 'help');

test.each(languages.flatMap((language) => (['wecom', 'official-account'] as const).map((platform) => [language, platform] as const)))(
  'the starter menu in %s fits a %s account to the letter, and every key is answered',
  (language, platform) => {
    expect(checkMenu(starterMenu(language, all), { platform }, all)).toEqual([]);
  },
);

test('it shows, switches, scans and helps', () => {
  const menu = starterMenu('en', all);
  expect(
    buttonsOf(menu).map(({ path, button: { name, type, key } }) => [path.join('.'), name, type, key].filter(Boolean).join(' | ')),
  ).toEqual([
    ...['0 | Look', '0.0 | Server status | click | cmd:status', '0.1 | Screenshot | click | cmd:screenshot local'],
    ...['0.2 | Alerts | click | cmd:alerts', '0.3 | Processes | click | cmd:ps', '0.4 | Disks | click | cmd:disk'],
    ...['1 | Act', '1.0 | Scan a label | scancode_waitmsg | scan-label', '1.1 | Power state | click | cmd:power state local'],
    ...['1.2 | Reboot | click | cmd:power reboot local', '2 | Help | click | cmd:help'],
  ]);
});

test('a command that there is not has no button', () => {
  const keys = buttonsOf(starterMenu('zh-CN', named('status', 'help'))).flatMap(({ button }) => button.key ?? []);
  expect(keys).toEqual(['cmd:status', 'scan-label', 'cmd:help']);
});
