import { buttonTypes } from '../../../shared/menu/button-types.ts';
import type { MenuTaps } from '../../../shared/menu/menu-state.ts';
import { textOf } from '../../wechat/fields.ts';
import { parseXml } from '../../wechat/xml.ts';
import type { Db } from '../database.ts';
import { rowsInSpans, spansSince } from '../search/search-index.ts';

/** Every event that a tap on a menu button sends. */
const tapEvents = [...new Set(buttonTypes.flatMap(({ event }) => Object.values(event ?? {})))];

/** So many different buttons are told, which is more than a menu has had in its lifetime. */
const mostTold = 500;

/** How often each menu button was tapped since then (Unix ms), most often first. A message that came twice is one tap. */
export function taps(db: Db, { account, since }: { account: string; since: number }): MenuTaps[] {
  const rows = db.all(
    `SELECT event, tag, count(*) AS taps, max(at) AS last FROM (
       SELECT event, at, CASE WHEN json_valid(xml) THEN json_object('key', json_extract(xml, '$.EventKey'))
         ELSE substr(xml, instr(xml, '<EventKey>'), instr(xml, '</EventKey>') - instr(xml, '<EventKey>') + 11) END AS tag
       FROM ${rowsInSpans}
       WHERE at >= :since AND account = :account AND direction = 'in' AND event IN (SELECT value FROM json_each(:events))
         AND messages.id > coalesce((SELECT messages_after FROM accounts WHERE accounts.id = :account), 0))
     GROUP BY event, tag ORDER BY taps DESC, last DESC LIMIT ${mostTold}`,
    { spans: spansSince(db, since), account, since, events: tapEvents },
  );
  return rows.map(({ event, tag, taps: count, last }) => ({
    ...{ key: keyOf(String(tag)), event: String(event), count: Number(count), lastAt: Number(last) },
  }));
}

function keyOf(tag: string): string {
  if (tag.startsWith('{')) return String((JSON.parse(tag) as { key: unknown }).key ?? '');
  const read = parseXml(`<xml>${tag}</xml>`);
  return read.ok ? textOf(read.value, 'EventKey') : '';
}
