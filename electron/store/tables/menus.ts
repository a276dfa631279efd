import type { Menu } from '../../../shared/menu/menu.ts';
import type { ConditionalMenu, LiveMenu, MenuBase, MenuVersion } from '../../../shared/menu/menu-state.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Db, Row } from '../database.ts';
import { append } from './audit.ts';

/**
 * What was about to be sent, or is under way: on disk, with what goes by it, before the platform hears of it.
 * @property at Unix time in ms @property scheduledAt for when a menu was scheduled at that moment (Unix ms)
 */
export type Begun = { at: number; who: string } & (
  | { kind: 'publish'; menu: Menu; scheduledAt: number | null }
  | { kind: 'delete'; live: LiveMenu; conditional: ConditionalMenu[]; scheduledAt: number | null }
  /** A conditional menu. @property there the ids of those that were there before */
  | { kind: 'add'; menu: Menu; there: string[] }
  /** A conditional menu; `menu` is null where nobody here knew it. */
  | { kind: 'remove'; menuid: string; menu: Menu | null }
);

/** What is kept of one account's menu. */
export interface MenuRecord {
  draft: Menu | null;
  draftAt: number | null;
  revision: number;
  /** What was live when the draft was begun, or what its maker has agreed to overwrite since. */
  base: MenuBase | null;
  live: LiveMenu | null;
  conditional: ConditionalMenu[];
  scheduledAt: number | null;
  scheduledMenu: Menu | null;
  /** The same of the menu that is scheduled. */
  scheduledBase: MenuBase | null;
  begun: Begun | null;
  failure: Failure | null;
}

const emptyRecord: MenuRecord = {
  ...{ draft: null, draftAt: null, revision: 0, base: null, live: null, conditional: [], scheduledAt: null, scheduledMenu: null },
  ...{ scheduledBase: null, begun: null, failure: null },
};

/** What an account's record says where nothing is to be published later. */
export const nothingScheduled = { scheduledAt: null, scheduledMenu: null, scheduledBase: null } as const;

export function get(db: Db, { account }: { account: string }): MenuRecord {
  const row = db.one('SELECT * FROM menus WHERE account = :account', { account });
  return row ? toRecord(row) : emptyRecord;
}

/** Accounts where something is to be done by itself: it is scheduled, or was begun and nobody knows how it ended. */
export function pending(db: Db): { account: string; scheduledAt: number | null; isBegun: boolean }[] {
  return db.all('SELECT account, scheduled_at, begun FROM menus WHERE scheduled_at IS NOT NULL OR begun IS NOT NULL').map((row) => ({
    account: String(row.account),
    scheduledAt: row.scheduled_at === null ? null : Number(row.scheduled_at),
    isBegun: row.begun !== null,
  }));
}

/**
 * A draft to be kept.
 * @property base which live menu a first draft was made from; without it that is what is live now
 * @property anew it does not go on from the draft that is there, but takes its place
 */
export interface DraftChange {
  account: string;
  draft: Menu | null;
  at: number;
  revision: number;
  base?: MenuBase | null | undefined;
  anew?: boolean | undefined;
}

/** Keeps a draft; null where it was changed since `revision`, and then nothing is kept. The same one again changes nothing. */
export function saveDraft(
  db: Db,
  { account, draft, at, revision, base: madeFrom, anew = false }: DraftChange,
): { revision: number } | null {
  const before = get(db, { account });
  const isKept = before.revision === revision + 1 && JSON.stringify(before.draft) === JSON.stringify(draft);
  if (isKept) return { revision: before.revision };
  if (before.revision !== revision) return null;
  const base = (before.draft === null || anew) && madeFrom !== undefined ? madeFrom : baseOf(before);
  write(db, account, { draft, draftAt: draft === null ? null : at, base: draft === null ? null : base, revision: revision + 1 });
  return { revision: revision + 1 };
}

/** The live menu that goes into what is worked on: a draft's own, else what is live so far as anybody here knows. */
export const baseOf = ({ draft, base, live }: Pick<MenuRecord, 'draft' | 'base' | 'live'>): MenuBase | null =>
  draft === null ? live && { fingerprint: live.fingerprint, pulledAt: live.pulledAt } : base;

/** What happens to an account's menu in one step, all or nothing. */
export interface MenuChange {
  account: string;
  /** Whose menu it is about: where the account is another company's by now, nothing of it is kept. */
  receiverId?: string | undefined;
  set: Partial<Omit<MenuRecord, 'draft' | 'draftAt' | 'revision'>>;
  /** What is live now: a draft that is the same is none any more. */
  published?: Menu | undefined;
  versions?: MenuVersion[] | undefined;
  /** What the audit trail is told. */
  trail?: object[] | undefined;
}

/** Whether the account is still there, and whose it was; the audit trail is told in any case. */
export function change(db: Db, { account, receiverId, set, published, versions = [], trail = [] }: MenuChange): boolean {
  append(db, trail);
  if (receiverId !== undefined && receiverOf(db, account) !== receiverId) return false;
  if (!write(db, account, set)) return false;
  if (published !== undefined)
    db.run('UPDATE menus SET draft = NULL, draft_at = NULL WHERE account = :account AND draft = :published', { account, published });
  for (const version of versions) {
    db.run('INSERT INTO menu_versions (id, account, at, who, kind, menu) VALUES (:id, :account, :at, :who, :kind, :menu)', {
      ...{ account, id: version.id, at: version.at, who: version.who, kind: version.kind, menu: JSON.stringify(version.menu) },
    });
  }
  return true;
}

/** All that there is of an account's menu is gone, and nothing of it happens by itself any more. */
export function forget(db: Db, { account }: { account: string }): void {
  db.run('DELETE FROM menus WHERE account = :account', { account });
  db.run('DELETE FROM menu_versions WHERE account = :account', { account });
}

/** The same where an account is there under its id: windows that still show its menu learn by the revision that it is gone. */
export function beginAnew(db: Db, { account }: { account: string }): void {
  const { revision } = get(db, { account });
  forget(db, { account });
  db.run('INSERT INTO menus (account, revision) VALUES (:account, :revision)', { account, revision: revision + 1 });
}

/** The versions, newest first: in the order in which they were kept, because clocks jump. */
export function versions(db: Db, { account, limit = -1 }: { account: string; limit?: number }): MenuVersion[] {
  return db.all('SELECT * FROM menu_versions WHERE account = :account ORDER BY rowid DESC LIMIT :limit', { account, limit }).map(toVersion);
}

export function version(db: Db, { account, id }: { account: string; id: string }): MenuVersion | null {
  const row = db.one('SELECT * FROM menu_versions WHERE id = :id AND account = :account', { account, id });
  return row ? toVersion(row) : null;
}

/** The columns by the names of the record. Menus go in as text, so that they come out in the order in which they came. */
const columns = {
  draft: 'draft',
  draftAt: 'draft_at',
  revision: 'revision',
  base: 'base',
  live: 'live',
  conditional: 'conditional',
  scheduledAt: 'scheduled_at',
  scheduledMenu: 'scheduled_menu',
  scheduledBase: 'scheduled_base',
  begun: 'begun',
  failure: 'failure',
} as const satisfies Record<keyof MenuRecord, string>;

const receiverOf = (db: Db, account: string) =>
  db.one("SELECT account ->> '$.receiverId' AS receiver FROM accounts WHERE id = :account", { account })?.receiver;

/** Whether it was written: what was under way for an account that was deleted meanwhile leaves nothing to the next of its id. */
function write(db: Db, account: string, set: Partial<MenuRecord>): boolean {
  if (!db.one('SELECT 1 FROM accounts WHERE id = :account', { account })) return false;
  db.run('INSERT INTO menus (account) VALUES (:account) ON CONFLICT (account) DO NOTHING', { account });
  for (const [name, value] of Object.entries(set)) {
    if (value === undefined) continue;
    const column = columns[name as keyof MenuRecord];
    db.run(`UPDATE menus SET ${column} = :value WHERE account = :account`, { account, value });
  }
  return true;
}

const toVersion = (row: Row): MenuVersion => ({
  id: String(row.id),
  at: Number(row.at),
  who: String(row.who),
  kind: row.kind as MenuVersion['kind'],
  menu: JSON.parse(String(row.menu)) as Menu,
});

function toRecord(row: Row): MenuRecord {
  const parsed = <T>(name: string): T | null => (row[name] === null ? null : (JSON.parse(String(row[name])) as T));
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  return {
    draft: parsed<Menu>('draft'),
    draftAt: number('draft_at'),
    revision: Number(row.revision),
    base: parsed<MenuBase>('base'),
    live: parsed<LiveMenu>('live'),
    conditional: parsed<ConditionalMenu[]>('conditional') ?? [],
    scheduledAt: number('scheduled_at'),
    scheduledMenu: parsed<Menu>('scheduled_menu'),
    scheduledBase: parsed<MenuBase>('scheduled_base'),
    // why: what was begun by an earlier program was always a publishing
    begun: row.begun === null ? null : ({ kind: 'publish', ...parsed<object>('begun') } as Begun),
    failure: parsed<Failure>('failure'),
  };
}
