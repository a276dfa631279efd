import type { EventDetail, EventKind, WechatEvent } from '../../shared/wechat-event.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { readApproval } from './approval-events.ts';
import { readContactChange } from './contact-events.ts';
import { optionalText, partialRecord, record, textOf, textsOf, treeOf, treesOf } from './fields.ts';
import { readMassResult, readPublishResult, readTemplates } from './job-events.ts';

type DetailReader<K extends EventKind> = (fields: FieldTree) => Extract<EventDetail, { kind: K }>;

/** How the details of each kind of event are read (protocol reference, 2.3 and 2.6). */
const readers: { [K in EventKind]: DetailReader<K> } = {
  follow: (fields) => ({ kind: 'follow', ...sceneOf(fields), ...partialRecord(fields, { ticket: 'Ticket' }) }),
  'qr-code': (fields) => ({ kind: 'qr-code', ...record(fields, { scene: 'EventKey', ticket: 'Ticket' }) }),
  menu: (fields) => ({ kind: 'menu', ...partialRecord(fields, { menuId: 'MenuId' }) }),
  scan: (fields) => ({ kind: 'scan', scan: record(treeOf(fields, 'ScanCodeInfo'), { type: 'ScanType', result: 'ScanResult' }) }),
  pictures: (fields) => ({ kind: 'pictures', pictures: readPictures(treeOf(fields, 'SendPicsInfo')) }),
  place: (fields) => ({
    kind: 'place',
    place: record(treeOf(fields, 'SendLocationInfo'), {
      latitude: 'Location_X',
      longitude: 'Location_Y',
      scale: 'Scale',
      label: 'Label',
      poi: 'Poiname',
    }),
    ...partialRecord(fields, { appType: 'AppType' }),
  }),
  position: (fields) => ({
    kind: 'position',
    position: record(fields, { latitude: 'Latitude', longitude: 'Longitude', precision: 'Precision' }),
    ...partialRecord(fields, { appType: 'AppType' }),
  }),
  'card-button': (fields) => ({ kind: 'card-button', card: { ...record(fields, cardFields), selected: readSelected(fields) } }),
  app: (fields) => ({ kind: 'app', ...partialRecord(fields, { effectiveAt: 'EffectTime', mode: 'Mode' }) }),
  job: (fields) => ({ kind: 'job', job: readJob(fields) }),
  contact: (fields) => ({ kind: 'contact', change: readContactChange(fields) }),
  approval: (fields) => ({ kind: 'approval', approval: readApproval(treeOf(fields, 'ApprovalInfo')) }),
  'template-result': (fields) => ({
    kind: 'template-result',
    sent: { messageId: textOf(fields, 'MsgID', 'MsgId'), status: textOf(fields, 'Status') },
  }),
  'mass-result': (fields) => ({ kind: 'mass-result', mass: readMassResult(fields) }),
  'publish-result': (fields) => ({ kind: 'publish-result', publish: readPublishResult(treeOf(fields, 'PublishEventInfo')) }),
  'service-session': (fields) => ({
    kind: 'service-session',
    ...partialRecord(fields, { account: 'KfAccount', fromAccount: 'FromKfAccount', toAccount: 'ToKfAccount' }),
  }),
  subscription: (fields) => ({ kind: 'subscription', templates: readTemplates(fields) }),
  verification: (fields) => ({
    kind: 'verification',
    ...partialRecord(fields, { expiresAt: 'ExpiredTime', failedAt: 'FailTime', reason: 'FailReason' }),
  }),
  authorization: (fields) => ({
    kind: 'authorization',
    openId: textOf(fields, 'OpenID', 'openid'),
    appId: textOf(fields, 'AppID', 'appid'),
    revoked: textOf(fields, 'RevokeInfo'),
  }),
  'product-scan': (fields) => ({
    kind: 'product-scan',
    product: { ...record(fields, { standard: 'KeyStandard', key: 'KeyStr' }), ...partialRecord(fields, productFields) },
  }),
  coupon: (fields) => ({ kind: 'coupon', coupon: record(fields, { cardId: 'CardId', code: 'UserCardCode' }) }),
  'mini-program': (fields) => ({ kind: 'mini-program', ...record(fields, { sessionFrom: 'SessionFrom' }) }),
  debug: (fields) => ({ kind: 'debug', ...record(fields, { text: 'debug_str' }) }),
  other: () => ({ kind: 'other' }),
};

const cardFields = { taskId: 'TaskId', cardType: 'CardType', responseCode: 'ResponseCode' };
const productFields = {
  country: 'Country',
  province: 'Province',
  city: 'City',
  sex: 'Sex',
  scene: 'Scene',
  extra: 'ExtInfo',
  region: 'RegionCode',
  result: 'Result',
  reason: 'ReasonMsg',
};

/** The events of each kind, both platforms. Letter case matters: WeCom says `click`, an Official Account `CLICK`. */
const eventsOfKind: Partial<Record<EventKind, string[]>> = {
  follow: ['subscribe', 'unsubscribe'],
  'qr-code': ['SCAN'],
  menu: ['click', 'view', 'CLICK', 'VIEW', 'view_miniprogram'],
  scan: ['scancode_push', 'scancode_waitmsg'],
  pictures: ['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'],
  place: ['location_select'],
  position: ['LOCATION'],
  'card-button': ['template_card_event', 'template_card_menu_event', 'taskcard_click'],
  app: [
    ...['enter_agent', 'share_agent_change', 'share_chain_change', 'switch_workbench_mode', 'inactive_alert', 'low_active_alert'],
    ...['close_inactive_agent', 'reopen_inactive_agent', 'low_active', 'active_restored'],
  ],
  job: ['batch_job_result', 'upload_media_job_finish'],
  contact: ['change_contact'],
  approval: ['open_approval_change'],
  'template-result': ['TEMPLATESENDJOBFINISH'],
  'mass-result': ['MASSSENDJOBFINISH'],
  'publish-result': ['PUBLISHJOBFINISH', 'FREEPUBLISHJOBFINISH'],
  'service-session': ['kf_create_session', 'kf_close_session', 'kf_switch_session'],
  subscription: ['subscribe_msg_popup_event', 'subscribe_msg_change_event', 'subscribe_msg_sent_event'],
  verification: [
    ...['qualification_verify_success', 'qualification_verify_fail', 'naming_verify_success', 'naming_verify_fail'],
    ...['annual_renew', 'verify_expired'],
  ],
  authorization: ['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'],
  'product-scan': [
    ...['user_scan_product', 'user_scan_product_enter_session', 'user_scan_product_async', 'user_scan_product_verify_action'],
  ],
  coupon: [
    ...['card_pass_check', 'card_not_pass_check', 'user_get_card', 'user_gifting_card', 'user_del_card', 'user_consume_card'],
    ...['user_pay_from_pay_cell', 'user_view_card', 'user_enter_session_from_card', 'update_member_card', 'card_sku_remind'],
    ...['card_pay_order', 'submit_membercard_user_info'],
  ],
  'mini-program': ['user_enter_tempsession'],
  debug: ['debug_demo'],
};

const kindOfEvent = new Map(
  Object.entries(eventsOfKind).flatMap(([kind, events]) => events.map((event) => [event, kind as EventKind] as const)),
);

/** Reads an event. One that is not known keeps its name and key; the rest stands in the message's `fields`. */
export function readEvent(fields: FieldTree): WechatEvent {
  const event = textOf(fields, 'Event');
  const eventKey = optionalText(fields, 'EventKey');
  const detail = readers[kindOfEvent.get(event) ?? 'other'](fields);
  return { type: 'event', event, ...(eventKey !== undefined && { eventKey }), ...detail };
}

const scenePrefix = 'qrscene_';

function sceneOf(fields: FieldTree): { scene?: string } {
  const key = textOf(fields, 'EventKey');
  return key.startsWith(scenePrefix) ? { scene: key.slice(scenePrefix.length) } : {};
}

function readPictures(sent: FieldTree): { count: string; md5: string[] } {
  const md5 = treesOf(treeOf(sent, 'PicList'), 'item').map((item) => textOf(item, 'PicMd5Sum'));
  return { count: textOf(sent, 'Count'), md5 };
}

/** One SDK spells `OpitonIds`; which one WeCom really sends is open (protocol reference, 10), so both are read. */
function readSelected(fields: FieldTree): { question: string; options: string[] }[] {
  return treesOf(treeOf(fields, 'SelectedItems'), 'SelectedItem').map((item) => ({
    question: textOf(item, 'QuestionKey'),
    options: textsOf(treeOf(item, 'OptionIds', 'OpitonIds'), 'OptionId', 'OpitonId'),
  }));
}

function readJob(fields: FieldTree): { id: string; type: string; errorCode: string; errorMessage: string } {
  const job = { ...fields, ...treeOf(fields, 'BatchJob') };
  return record(job, { id: 'JobId', type: 'JobType', errorCode: 'ErrCode', errorMessage: 'ErrMsg' });
}
