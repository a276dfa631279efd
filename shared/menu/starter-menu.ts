import type { Language, Localized } from '../language.ts';
import { localTargetId } from '../target.ts';
import type { CommandNames } from './command-keys.ts';
import type { Menu, MenuButton } from './menu.ts';

interface StarterButton {
  name: Localized;
  /** The command that it needs, and the rest of the line. Without one it scans a label. */
  command?: string;
  args?: string;
}

interface StarterGroup {
  name: Localized;
  buttons: readonly StarterButton[];
}

const named = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/**
 * What people who look after servers need on a phone. Names fit within 16 bytes in the bar, and are shown whole by
 * either platform (protocol reference, 4.2). Where a command needs a server it is the gateway's own machine.
 */
const groups: readonly StarterGroup[] = [
  {
    name: named('查看', 'Look'),
    buttons: [
      { name: named('服务器状态', 'Server status'), command: 'status' },
      { name: named('屏幕截图', 'Screenshot'), command: 'screenshot', args: localTargetId },
      { name: named('当前告警', 'Alerts'), command: 'alerts' },
      { name: named('进程', 'Processes'), command: 'ps' },
      { name: named('磁盘', 'Disks'), command: 'disk' },
    ],
  },
  {
    name: named('操作', 'Act'),
    buttons: [
      { name: named('扫设备标签', 'Scan a label') },
      { name: named('电源状态', 'Power state'), command: 'power', args: `state ${localTargetId}` },
      { name: named('重启', 'Reboot'), command: 'power', args: `reboot ${localTargetId}` },
    ],
  },
  { name: named('帮助', 'Help'), buttons: [{ name: named('帮助', 'Help'), command: 'help' }] },
];

/** The key of the button that scans; what it scans decides, not the key. */
const scanKey = 'scan-label';

/**
 * A menu for server control, which both platforms take. What needs a command that is not among `commands` is left out.
 * @param commands by their declarations
 */
export function starterMenu(language: Language, commands: readonly CommandNames[]): Menu {
  const isThere = ({ command }: StarterButton) => command === undefined || commands.some(({ name }) => name === command);
  const button = groups.flatMap(({ name, buttons }): MenuButton[] => {
    const subs = buttons.filter(isThere).map((starter) => buttonOf(starter, language));
    const [only] = subs;
    if (!only) return [];
    return [subs.length === 1 ? { ...only, name: name[language] } : { name: name[language], sub_button: subs }];
  });
  return { button };
}

function buttonOf({ name, command, args }: StarterButton, language: Language): MenuButton {
  if (command === undefined) return { type: 'scancode_waitmsg', name: name[language], key: scanKey };
  return { type: 'click', name: name[language], key: `cmd:${[command, args].filter(Boolean).join(' ')}` };
}
