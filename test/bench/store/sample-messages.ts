import type { Arrival, Outcome, RefusalRecord } from '../../../electron/store/records.ts';

/** Numbers from 0 to 1 that are the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One message of a busy company, and what came of it. */
export interface Sample {
  arrival: Arrival;
  outcome: Omit<Outcome, 'id'>;
}

export const persons = 5000;
/** Every text and every answer ends so: the most frequent word there can be. */
export const everywhere = '运维';
/** Once in this many messages there is a rare word. */
export const rareEvery = 50_000;
export const rare = { zh: '量子纠缠', en: 'kubeletpanic', character: '骆' };

const accounts = ['ops', 'ops', 'ops', 'ops', 'ops', 'dev', 'dev', 'hr', 'shop', 'lab-03'];
const families = ['wang', 'li', 'zhang', 'liu', 'chen', 'yang', 'zhao', 'huang', 'zhou', 'wu'];
const places = ['机房A', '机房B', '上海', '北京三区', 'rack 12', 'DC-2', '办公楼', '总部'];
const servers = ['web', 'db', 'cache', 'gateway', 'mail', 'git', 'backup', 'vpn'];
const commands = ['status', 'reboot', 'disk', 'services', 'screenshot', 'wake', 'ping', 'logs'];
const openings = [
  '请重启{s}服务器',
  '{p}的{s}磁盘快满了，麻烦看一下',
  'restart {s} please',
  '查看{s}状态',
  '{s} is down, users report 502 errors',
  '好的，收到，谢谢',
  '网络很慢，{p}打不开网页',
  'disk usage of {s} at {p}?',
  '数据库备份完成了吗',
  '帮忙重置一下密码，账号被锁定',
  '今天{p}停电，{s}需要提前关机',
  'deploy finished on {s}, all checks green',
  '打印机连不上了',
  '已经处理好了，{s}恢复正常',
  'the certificate of {s} expires in 7 days',
];
const answers = [
  '{s}：CPU {n}%，内存 {m}%，磁盘 {n}%，运行 {m} 天',
  '已重启 {s}，{n} 秒后恢复',
  '{s} is up: load {n}, memory {m}%',
  '没有权限执行该命令，请联系管理员',
  '磁盘 /data 剩余 {n} GB',
];

/** Makes messages, each a little later than the one before. */
export function sampler(start: number, seed = 1) {
  const random = randomFrom(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const whole = (below: number) => Math.floor(random() * below);
  const sealed = Array.from({ length: 4000 }, () => String.fromCharCode(65 + whole(26))).join('');
  let at = start;
  let made = 0;

  const worded = (template: string) =>
    template
      .replace('{s}', () => `${one(servers)}-${String(1 + whole(40)).padStart(2, '0')}`)
      .replace('{p}', () => one(places))
      .replaceAll(/\{[nm]\}/g, () => String(1 + whole(99)));

  /** Few people write most of it. */
  function person(): string {
    const number = Math.floor(random() ** 2.5 * persons);
    return `${families[number % families.length]}${number}`;
  }

  function content(): string {
    const rareWord = made % rareEvery === 17 ? ` ${rare.zh} ${rare.en} ${rare.character}` : '';
    return `${worded(one(openings))}${rareWord} ${everywhere}`;
  }

  return {
    next(gapMs: number): Sample {
      made++;
      at += Math.floor(random() * 2 * gapMs);
      const from = person();
      const account = one(accounts);
      const isEvent = random() < 0.25;
      const text = content();
      const msgId = `70${String(1e14 + made * 7919).padStart(17, '0')}`;
      const head = { ToUserName: 'ww1234567890abcdef', FromUserName: from, CreateTime: String(Math.floor(at / 1000)), AgentID: '1000002' };
      const key = `${one(commands)}.${one(servers)}`;
      const fields = isEvent
        ? { ...head, MsgType: 'event', Event: 'click', EventKey: key }
        : { ...head, MsgType: 'text', Content: text, MsgId: msgId };
      const message = {
        ...(isEvent ? { type: 'event', event: 'click', eventKey: key, kind: 'menu' } : { type: 'text', content: text, msgId }),
        ...{ to: head.ToUserName, from, createdAt: Math.floor(at / 1000), agentId: head.AgentID, fields },
      };
      const isCommand = isEvent || random() < 0.3;
      const ms = isCommand ? 20 + random() ** 6 * 8000 : 1 + random() * 5;
      const xml = `<xml>${Object.entries(fields)
        .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
        .join('')}</xml>`;
      const offset = whole(3000);
      const answer = {
        key: `sample-${made}-${whole(1e9)}`,
        at: Math.floor(at + ms),
        type: 'text',
        xml,
        raw: sealed.slice(offset, offset + 700),
        state: 'sent' as const,
      };
      return {
        arrival: {
          ...{ account, at, dedupeKey: `${from}:${msgId}:${made}`, type: isEvent ? 'event' : 'text', person: from, xml },
          ...(isEvent && { event: 'click' }),
          ...(isCommand && { command: one(commands) }),
          raw: sealed.slice(offset, offset + 800),
          message: JSON.stringify(message),
          state: isCommand ? 'running' : 'received',
          request: JSON.stringify({
            ...{ method: 'POST', path: `/callback/${account}`, remoteAddress: '101.226.103.61', userAgent: 'Mozilla/4.0' },
            query: { msg_signature: sealed.slice(0, 40), timestamp: head.CreateTime, nonce: String(whole(1e9)) },
          }),
          signature: JSON.stringify({
            name: 'msg_signature',
            parts: [
              { label: 'token', text: '•••' },
              { label: 'encrypt', text: sealed.slice(offset, offset + 60) },
            ],
            computed: sealed.slice(0, 40),
            given: sealed.slice(0, 40),
            matches: true,
          }),
        },
        outcome: {
          state: random() < 0.002 ? 'failed' : 'done',
          ms,
          timing: `received:40 verified:60 stored:210 answered:${Math.round(ms * 100)}`,
          answers: isCommand ? [{ ...answer, text: `${worded(one(answers))} ${everywhere}` }] : [],
        },
      };
    },
    refusal(): RefusalRecord {
      const request = { method: 'POST', path: '/callback/ops', query: {}, remoteAddress: '203.0.113.7', userAgent: 'curl/8' };
      return { account: 'ops', at, raw: 'x', request, failure: { code: 'wechat/-40001', message: '签名不对', hint: '' }, ms: 0.3 };
    },
  };
}
