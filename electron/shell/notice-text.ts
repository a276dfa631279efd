import { allowListOf, type Platform } from '../../shared/account.ts';
import { failure, translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { nameList } from '../../shared/monitor/down-words.ts';
import type { BlindMonitor, UnsendableNotice } from '../../shared/monitor/monitor-events.ts';
import type { Failure } from '../../shared/result.ts';
import { lasted } from '../monitor/notices/notice-message.ts';
import type { IncidentNews } from './incident-news.ts';
import type { SendingNews } from './sending-news.ts';
import type { WayNews } from './way-news.ts';

/** A desktop notification. */
export interface DesktopNotice {
  title: string;
  body: string;
  /** What a click opens: the address's hash on the console. */
  route: string;
}

/** One notification for all that was gathered, at least one: of one incident in full, of several how many there are. */
export function incidentNotice(news: readonly IncidentNews[], language: Language, now: number): DesktopNotice {
  const [only] = news;
  if (only && news.length === 1) return oneNotice(only, language, now);
  const isEnglish = language === 'en';
  const names = (kind: IncidentNews['kind']) => news.filter((one) => one.kind === kind).map(({ incident }) => incident.name);
  const [down, up] = [names('opened'), names('recovered')];
  const title = [
    ...(down.length > 0 ? [isEnglish ? `■ ${down.length} down` : `■ ${down.length} 项故障`] : []),
    ...(up.length > 0 ? [isEnglish ? `● ${up.length} up again` : `● ${up.length} 项已恢复`] : []),
  ].join(isEnglish ? ', ' : '，');
  const body = [down, up].filter(({ length }) => length > 0).map((list) => nameList(list, language));
  return { title, body: body.join('\n'), route: '#/monitors/%2Bincidents' };
}

function oneNotice({ kind, incident }: IncidentNews, language: Language, now: number): DesktopNotice {
  const route = incidentRoute(incident.number);
  const span = lasted(incident, now, language);
  if (kind === 'recovered') {
    return language === 'en'
      ? { title: `● Up again: ${incident.name}`, body: `It was down for ${span}`, route }
      : { title: `● 已恢复：${incident.name}`, body: `故障持续 ${span}`, route };
  }
  const body = translateFailure(incident.reason, language).message;
  return { title: language === 'en' ? `■ Down: ${incident.name}` : `■ 故障：${incident.name}`, body, route };
}

const incidentRoute = (number: number) => `#/monitors/${encodeURIComponent(`incident:${number}`)}`;

/** Notices that somebody can't be told, at least one: which incidents they are of, and why. */
export function unsendableNotice(notices: readonly UnsendableNotice[], language: Language): DesktopNotice {
  const isEnglish = language === 'en';
  const names = [...new Map(notices.map(({ incident, name }) => [incident, name])).values()];
  const reasons = new Set(notices.map(({ failure }) => translateFailure(failure, language).message));
  const [only] = notices;
  const isTried = notices.some(({ person }) => person !== '');
  const rest = isTried ? [isEnglish ? 'They are tried again until it is over.' : '故障恢复前会继续尝试。'] : [];
  return {
    title: `▲ ${isEnglish ? 'Alerts were not sent' : '告警没有发出去'}${isEnglish ? ': ' : '：'}${nameList(names, language)}`,
    body: [...[...reasons].slice(0, mostReasons), ...rest].join('\n'),
    route: only && names.length === 1 ? incidentRoute(only.incident) : '#/monitors/%2Bincidents',
  };
}

/** A notification has room for so many. */
const mostReasons = 3;

/** A message that can't be sent: why, and whether it is still tried. */
export function sendingNotice(news: SendingNews, accountName: string, language: Language): DesktopNotice {
  const { message } = translateFailure(news.failure, language);
  const isEnglish = language === 'en';
  const title = news.isDead
    ? isEnglish
      ? `▲ A message of ${accountName} was not sent`
      : `▲ ${accountName} 有消息发送失败`
    : isEnglish
      ? `▲ Messages of ${accountName} are delayed`
      : `▲ ${accountName} 的消息发送受阻`;
  const rest = news.isDead
    ? isEnglish
      ? 'It was given up.'
      : '已放弃发送。'
    : isEnglish
      ? 'It stays in the outbox and is tried again.'
      : '已留在发件箱，会继续重试。';
  return { title, body: `${message}\n${rest}`, route: `#/messages/${news.id}` };
}

/** Monitors, at least one, of which nobody can tell how they stand. */
export function blindNotice(news: readonly BlindMonitor[], language: Language): DesktopNotice {
  const names = nameList(
    news.map(({ name }) => name),
    language,
  );
  const reasons = new Set(news.map(({ reason }) => translateFailure(reason, language).message));
  const [only, ...others] = news;
  return {
    title: language === 'en' ? `▲ Cannot be checked: ${names}` : `▲ 检查不了：${names}`,
    body: [...reasons].slice(0, mostReasons).join('\n'),
    route: only && others.length === 0 ? `#/monitors/${encodeURIComponent(only.id)}` : '#/monitors',
  };
}

/** A menu that was to be published at a time, and was not. */
export function menuNotice(account: string, accountName: string, problem: Failure, language: Language): DesktopNotice {
  const title = language === 'en' ? `▲ The menu of ${accountName} was not published` : `▲ ${accountName} 的菜单没有按时发布`;
  return { title, body: translateFailure(problem, language).message, route: `#/menus/${encodeURIComponent(account)}` };
}

/** The way that WeChat takes to this computer: what has become of it, and where to look. */
export function wayNotice(news: WayNews, language: Language): DesktopNotice {
  const route = '#/connection/tunnel';
  const isEnglish = language === 'en';
  switch (news.kind) {
    case 'moved':
      return isEnglish
        ? { title: '▲ The public URL has changed', body: "Until the new one is saved in WeChat's console, no message comes in.", route }
        : { title: '▲ 公网地址变了', body: '在微信后台换成新地址之前，收不到消息。', route };
    case 'cut': {
      const { message } = translateFailure(news.failure ?? failure('tunnel/off'), language);
      return { title: isEnglish ? '▲ WeChat cannot reach this computer' : '▲ 微信的消息送不到这台电脑', body: message, route };
    }
    case 'back':
      return isEnglish
        ? { title: '● WeChat reaches this computer again', body: 'The tunnel is up.', route }
        : { title: '● 微信的消息又能送到了', body: '隧道已恢复。', route };
  }
}

/** The platform sees these accounts, at least one, come from other addresses than before: what has to be allowed for which. */
export function egressNotice(news: readonly EgressOfAccount[], language: Language): DesktopNotice {
  const isEnglish = language === 'en';
  const names = nameList([...new Set(news.map(({ name }) => name))], language);
  const title = isEnglish ? `▲ The egress IP has changed: ${names}` : `▲ 出口 IP 变了：${names}`;
  const wantOf = ({ platform, ip }: EgressOfAccount) => `${ip} → ${allowListOf[platform]}`;
  const wanted = [...new Set(news.map(wantOf))];
  const whose = (want: string) => nameList([...new Set(news.filter((one) => wantOf(one) === want).map(({ name }) => name))], language);
  const lines = wanted.length === 1 ? wanted : wanted.map((want) => (isEnglish ? `${want} (${whose(want)})` : `${want}（${whose(want)}）`));
  const head = isEnglish ? "Allow in WeChat's console, or calls are refused:" : '请在微信后台加进白名单，否则接口会被拒绝：';
  return { title, body: [head, ...lines].join('\n'), route: '#/connection/token' };
}

/** From where the platform sees an account come. */
interface EgressOfAccount {
  name: string;
  platform: Platform;
  ip: string;
}
