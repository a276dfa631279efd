import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../../electron/store/database.ts';
import { finish, receive, refuse } from '../../electron/store/tables/messages.ts';
import { failure } from '../../shared/failures.ts';

/** What message number `index` of a filled log is like; refusals come in between. */
export interface FilledMessage {
  index: number;
  at: number;
  text: string;
  person: string;
  command: string | undefined;
  ms: number;
  failed: boolean;
}

const bodyChars = 2000;

/** Fills a log that isn't open: so many messages, each with its answer, a second apart, the last one at `until` (Unix ms). */
export function fillLog(file: string, messages: number, until: number, account = 'corp'): FilledMessage[] {
  mkdirSync(dirname(file), { recursive: true });
  const db = openDatabase(file);
  db.exec('PRAGMA synchronous = OFF');
  db.exec('BEGIN');
  const filled = Array.from({ length: messages }, (_, index) => messageOf(index, until - (messages - 1 - index) * 1000));
  for (const { index, at, text, person, command, ms, failed } of filled) {
    const fields = { ToUserName: 'ww1', FromUserName: person, MsgType: 'text', Content: text };
    const { id } = receive(db, {
      ...{ account, at, dedupeKey: `filled ${index}`, type: 'text', person, command },
      xml: `<xml><Content><![CDATA[${text}]]></Content></xml>`,
      raw: `<xml><Encrypt><![CDATA[${'x'.repeat(bodyChars)}]]></Encrypt></xml>`,
      message: JSON.stringify({ type: 'text', content: text, to: 'ww1', from: person, createdAt: Math.floor(at / 1000), fields }),
      state: command === undefined ? 'received' : 'running',
      request: JSON.stringify({
        ...{ method: 'POST', path: '/callback/corp', query: { timestamp: '1', nonce: '2', msg_signature: 'a'.repeat(40) } },
        ...{ remoteAddress: '127.0.0.1', userAgent: 'Mozilla/4.0' },
      }),
    });
    finish(db, {
      ...{ id, state: failed ? 'failed' : 'done', ms, timing: `received:${Math.round(ms * 100)}` },
      ...(failed && { failure: failure('command/unknown', { name: text }) }),
      answers: [
        { key: `answer ${index}`, at: at + ms, type: 'text', text: 'ok', xml: '<xml>ok</xml>', raw: '<xml>sealed</xml>', state: 'sent' },
      ],
    });
    if (index % 100 === 99) {
      const request = { method: 'POST', path: '/callback/corp', query: {}, remoteAddress: '127.0.0.1', userAgent: '' };
      refuse(db, { account, at, raw: '', request, failure: failure('wechat/-40001'), ms: 1 });
    }
  }
  db.exec('COMMIT');
  db.close();
  return filled;
}

function messageOf(index: number, at: number): FilledMessage {
  const command = index % 3 === 0 ? 'status' : undefined;
  return {
    ...{ index, at, command, person: index % 10 === 0 ? 'lisi' : 'zhangsan', ms: 1 + (index % 500) },
    text: index % 50 === 0 ? `重启 web-${index}` : `=cmd|'/c calc'!A${index}`,
    failed: index % 30 === 0,
  };
}
