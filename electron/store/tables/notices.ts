import type { Person } from '../../../shared/monitor/notice-rule.ts';
import type { TemplateMessage } from '../../../shared/notice-template.ts';
import type { Failure } from '../../../shared/result.ts';
import { type CardChange, cardText, type TemplateCard } from '../../../shared/template-card.ts';
import type { Db, Row } from '../database.ts';
import type { CardSending } from '../records.ts';
import { add as addActive } from './active-messages.ts';
import { type NoticeWish, wishOf } from './incidents.ts';

/** Somebody is to be told something. */
export interface DueNotice extends NoticeWish {
  id: number;
  incident: number;
}

/**
 * Adds what isn't there yet, brings forward what waits for a later time, and takes up again what was not told. Gives back
 * those that are new or have changed, in their order.
 */
export function add(db: Db, { wishes }: { wishes: readonly (NoticeWish & { incident: number })[] }): DueNotice[] {
  return wishes.flatMap((wish) => {
    const [row] = db.all(
      `INSERT INTO notices (key, incident, kind, account, person, at, due_at, state)
       VALUES (:key, :incident, :kind, :account, :person, :at, :dueAt, 'due')
       ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, at = excluded.at, due_at = excluded.due_at, state = 'due', failure = NULL
         WHERE notices.state IN ('dropped', 'unsendable') OR (notices.state = 'due' AND excluded.due_at < notices.due_at)
       RETURNING id`,
      { ...wish, key: `${wish.incident} ${wish.key}` },
    );
    return row ? [{ ...wish, id: Number(row.id) }] : [];
  });
}

/** All that still has to be told, in order. */
export function due(db: Db): DueNotice[] {
  return db.all("SELECT * FROM notices WHERE state = 'due' ORDER BY id").map(toDue);
}

const toDue = (row: Row): DueNotice => ({
  id: Number(row.id),
  key: String(row.key).slice(String(row.incident).length + 1),
  ...wishOf(row),
});

/** What is told of these incidents, or is to be. What nobody could be told may be wished anew. */
export function made(db: Db, { incidents }: { incidents: readonly number[] }): (DueNotice & { state: 'due' | 'queued' })[] {
  return db
    .all("SELECT * FROM notices WHERE incident IN (SELECT value FROM json_each(:incidents)) AND state IN ('due', 'queued')", { incidents })
    .map((row) => ({ ...toDue(row), state: row.state as 'due' | 'queued' }));
}

/** One message that tells notices to their person. */
export interface NoticeMessageRow {
  /** Unique among all that goes out, and the same for the same notices. */
  key: string;
  /** What people read; of a card what is sent where no card can be. */
  text: string;
  card?: TemplateCard;
  /** What is sent where no customer message may be; `only` says that this is known already. */
  template?: { message: TemplateMessage; only: boolean };
}

/**
 * Puts messages into the outbox and marks their notices, together: killed in between, either nothing has happened or
 * all of it. Gives back the ids of the rows of the log.
 */
export function queue(
  db: Db,
  {
    ids,
    account,
    person,
    at,
    messages,
  }: { ids: readonly number[]; account: string; person: string; at: number; messages: readonly NoticeMessageRow[] },
): { messageIds: string[] } {
  if (messages.length === 0) throw new Error(`no message tells the notices ${ids.join(', ')}`);
  const messageIds = messages.map(({ key, text, card, template }) => {
    const id = addActive(db, { key, account, person, at, text });
    if (template) return withTemplate(db, id, template);
    return card ? asCard(db, id, card) : id;
  });
  db.run("UPDATE notices SET state = 'queued', message = :message WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'due'", {
    ids,
    message: messageIds[0],
  });
  return { messageIds };
}

/** Those to whom a message of an incident still waits to be sent. */
export function unsentTo(db: Db, { incident }: { incident: number }): Person[] {
  return db
    .all(
      `SELECT DISTINCT notices.account, notices.person FROM notices JOIN messages ON messages.id = notices.message
       WHERE incident = :incident AND notices.state = 'queued' AND messages.state = 'queued'`,
      { incident },
    )
    .map(({ account, person }) => ({ account: String(account), person: String(person) }));
}

/**
 * The messages of an incident that has ended that wait to be sent, and say that something is down which is so no more. Not
 * those that tell of one that is open, and not those that may have arrived.
 */
export function outdated(db: Db, { incident }: { incident: number }): { messages: string[] } {
  const rows = db.all(
    `SELECT DISTINCT messages.id FROM notices JOIN messages ON messages.id = notices.message
     WHERE notices.incident = :incident AND notices.state = 'queued' AND messages.state = 'queued'
       AND notices.kind NOT IN ('recovered', 'paused', 'removed')
       AND NOT EXISTS (SELECT 1 FROM json_each(attempts) WHERE value ->> '$.failure.code' = 'platform/unsure')
       AND NOT EXISTS (SELECT 1 FROM notices AS other JOIN incidents ON incidents.number = other.incident
         WHERE other.message = messages.id AND other.state = 'queued' AND incidents.recovered_at IS NULL)`,
    { incident },
  );
  return { messages: rows.map(({ id }) => String(id)) };
}

/**
 * Puts messages aside that still wait to be sent, with all their parts; what they were to tell is due again, as things are
 * now. Gives back those notices, in their order.
 */
export function takeBack(db: Db, { messages, failure }: { messages: readonly string[]; failure: Failure }): DueNotice[] {
  const waiting = db.all(
    "SELECT id, send_key FROM messages WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:messages)) AND state = 'queued'",
    { messages },
  );
  return waiting
    .flatMap(({ id, send_key: key }) => {
      const [word, notice] = String(key).split(' ');
      // why a new key: the same notices may be told anew, by a message with the key that this one had
      db.run(
        `UPDATE messages SET state = 'aside', next_at = NULL, failure = :failure, send_key = send_key || ' back ' || id
         WHERE state = 'queued' AND send_key >= :key || ' ' AND send_key < :key || '!'`,
        { key: `${word} ${notice}`, failure },
      );
      return db.all("UPDATE notices SET state = 'due', message = NULL WHERE message = :id AND state = 'queued' RETURNING *", { id });
    })
    .map(toDue)
    .toSorted((one, other) => one.id - other.id);
}

/** The row of the log becomes one that goes out as a template message, or may. */
function withTemplate(db: Db, id: string, { message, only }: NonNullable<NoticeMessageRow['template']>): string {
  db.run(
    `UPDATE messages SET template = :message, type = iif(:only, 'template', type), answer = iif(:only, :text, answer)
     WHERE id = :id AND state = 'queued' AND template IS NULL`,
    { id, message, only: only ? 1 : 0, text: message.text },
  );
  return id;
}

/** The row of the log becomes one that goes out as a card. */
function asCard(db: Db, id: string, card: TemplateCard): string {
  db.run(
    `UPDATE messages SET type = 'template_card', card = json_object('kind', 'send', 'card', json(:card), 'instead', answer), answer = :text
     WHERE id = :id AND state = 'queued' AND card IS NULL`,
    { id, card, text: cardText(card) },
  );
  return id;
}

/**
 * Changes the cards of an incident that have arrived and can be changed, through the outbox. Gives back the rows' ids, and
 * how many cards have yet to arrive.
 */
export function changeCards(
  db: Db,
  { incident, at, change }: { incident: number; at: number; change: CardChange },
): { messageIds: string[]; waiting: number } {
  const rows = db.all(
    `SELECT messages.id, messages.account, messages.person, response_code FROM notices JOIN messages ON messages.id = notices.message
     WHERE incident = :incident AND response_code IS NOT NULL GROUP BY messages.id`,
    { incident },
  );
  const waiting = db.one(
    `SELECT count(DISTINCT messages.id) AS count FROM notices JOIN messages ON messages.id = notices.message
     WHERE incident = :incident AND messages.state = 'queued' AND messages.type = 'template_card'`,
    { incident },
  );
  const text = 'button' in change ? change.button.replace_name : cardText(change.template_card);
  return {
    waiting: Number(waiting?.count ?? 0),
    messageIds: rows.map((row) => {
      const sending: CardSending = { kind: 'update', responseCode: String(row.response_code), change };
      const id = addActive(db, { key: `notice card ${row.id}`, account: String(row.account), person: String(row.person), at, text });
      db.run("UPDATE messages SET type = 'update_button', card = :sending WHERE id = :id", { id, sending });
      // A code is good for one change.
      db.run('UPDATE messages SET response_code = NULL WHERE id = :id', { id: row.id });
      return id;
    }),
  };
}

/** The incidents whose cards have yet to go out. A card's key names its notice. */
export function withWaitingCards(db: Db): number[] {
  return db
    .all(
      `SELECT DISTINCT notices.incident FROM messages JOIN notices ON notices.id = CAST(substr(send_key, length('notice ') + 1) AS INTEGER)
       WHERE messages.state = 'queued' AND messages.type = 'template_card' AND send_key LIKE 'notice %'`,
    )
    .map(({ incident }) => Number(incident));
}

/** They are not told: of no use any more, or nothing can be sent to this person. */
export function close(
  db: Db,
  { ids, state, failure }: { ids: readonly number[]; state: 'dropped' | 'unsendable'; failure?: Failure | undefined },
): null {
  db.run("UPDATE notices SET state = :state, failure = :failure WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'due'", {
    ids,
    state,
    failure,
  });
  return null;
}
