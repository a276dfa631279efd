import { type Menu, type MenuButton, subsOf } from '../../shared/menu/menu.ts';
import type { PhoneMenuButton } from '../../shared/simulator.ts';

/** A menu as a phone shows it. */
export const phoneMenuOf = ({ button }: Menu): PhoneMenuButton[] => button.map(phoneButton);

function phoneButton(button: MenuButton): PhoneMenuButton {
  const name = button.name ?? '';
  const subs = subsOf(button);
  if (subs.length > 0) return { name, children: subs.map(phoneButton) };
  const key = sentBy(button);
  return { name, type: button.type ?? 'click', ...(key !== undefined && { key }) };
}

/** What a tap tells the account, or of types that send nothing the platform: key, link, page or asset. */
const sentBy = ({ type, key, url, pagepath, media_id, article_id }: MenuButton): string | undefined => {
  if (type === 'view') return url;
  if (type === 'miniprogram' || type === 'view_miniprogram') return pagepath;
  return key ?? media_id ?? article_id;
};

/** The menu that a phone shows, as the platform has it: what the sandbox begins with. */
export const menuOfPhone = (buttons: readonly PhoneMenuButton[]): Menu => ({
  button: buttons.map(({ name, type = 'click', key = '', children }) =>
    children ? { name, sub_button: menuOfPhone(children).button } : { type, name, key },
  ),
});

/** The button that sends this. */
export function buttonSending(buttons: readonly PhoneMenuButton[], key: string): PhoneMenuButton | undefined {
  return buttons.flatMap((button) => [button, ...(button.children ?? [])]).find((button) => button.key === key);
}
