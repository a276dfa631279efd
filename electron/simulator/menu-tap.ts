import { createHash } from 'node:crypto';
import { labelTextOf } from '../../shared/label.ts';
import { buttonTypeOf } from '../../shared/menu/button-types.ts';
import type { PhoneAction } from '../../shared/simulator.ts';
import { localTargetId } from '../../shared/target.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import type { SandboxAccount } from './account.ts';
import { buttonSending } from './phone-menu.ts';

type Tap = Extract<PhoneAction, { kind: 'tap' }>;

/** What stands on the label that the person always has at hand. */
const scannedLabel = labelTextOf(localTargetId);
const pictures = ['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'];

/** The type of the tapped button; one that is not on the phone any more sent a key. */
const typeOfTap = ({ menu }: SandboxAccount, { key, type }: Tap): string => type ?? buttonSending(menu, key)?.type ?? 'click';

/** What the platform tells the account of a tap (protocol reference, 2.3 and 2.6); undefined where it tells nothing. */
export function tapPayload(account: SandboxAccount, tap: Tap): FieldTree | undefined {
  const type = typeOfTap(account, tap);
  const event = buttonTypeOf(type)?.event?.[account.platform];
  if (event === undefined) return undefined;
  return { MsgType: 'event', Event: event, EventKey: tap.key, ...details(account, type, tap) };
}

function details({ platform }: SandboxAccount, type: string, { key, scanned = scannedLabel }: Tap): FieldTree {
  if (type.startsWith('scancode_')) return { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: scanned } };
  if (pictures.includes(type)) {
    const sum = createHash('md5').update(key).digest('hex');
    return { SendPicsInfo: { Count: '1', PicList: { item: { PicMd5Sum: sum } } } };
  }
  if (type !== 'location_select') return {};
  const place = { Location_X: '23.134521', Location_Y: '113.358803', Scale: '15', Label: '广州市海珠区新港中路397号', Poiname: '' };
  return { SendLocationInfo: place, ...(platform === 'wecom' && { AppType: 'wxwork' }) };
}

/** What the person sends right after a tap, as a message of its own (protocol reference, 4.3). */
export function sentAfterTap(account: SandboxAccount, tap: Tap): PhoneAction | undefined {
  const type = typeOfTap(account, tap);
  if (pictures.includes(type)) return { kind: 'image' };
  return type === 'location_select' ? { kind: 'location' } : undefined;
}
