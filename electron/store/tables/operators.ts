import type { Account } from '../../../shared/account.ts';
import type { Operator } from '../../../shared/role.ts';
import type { Who } from '../../../shared/same-person.ts';
import type { Db } from '../database.ts';
import { note } from './audit-note.ts';

/** A role, and whose it is, whichever company the account belongs to by now. */
export interface Binding {
  operator: Operator;
  human: string;
}

export function list(db: Db): Binding[] {
  const rows = db.all('SELECT account, human, person, name, role, tags FROM operators WHERE human IS NOT NULL ORDER BY account, person');
  return rows.map((row) => {
    // Written below, so it is trusted.
    const tags = JSON.parse(String(row.tags)) as string[];
    return {
      human: String(row.human),
      operator: {
        account: String(row.account),
        person: String(row.person),
        name: String(row.name),
        role: String(row.role),
        ...(tags.length > 0 && { tags }),
      },
    };
  });
}

/**
 * Those whom an earlier version bound, which did not write whose role it is, in the order in which that was decided; and
 * what the table says of their account, which the config file may hide.
 */
export function unidentified(db: Db): (Who & { of: Pick<Account, 'platform' | 'receiverId'> })[] {
  const rows = db.all(
    `SELECT operators.account, person, accounts.account AS said FROM operators JOIN accounts ON accounts.id = operators.account
     WHERE human IS NULL ORDER BY operators.rowid`,
  );
  return rows.map(({ account, person, said }) => {
    const { platform, receiverId } = JSON.parse(String(said)) as Account;
    return { account: String(account), person: String(person), of: { platform, receiverId } };
  });
}

/** Of two spellings of one human the later one stays. */
export function identify(db: Db, { people }: { people: readonly (Who & { human: string })[] }): null {
  for (const one of people) {
    db.run('DELETE FROM operators WHERE account = :account AND human = :human', { ...one });
    db.run('UPDATE operators SET human = :human WHERE account = :account AND person = :person AND human IS NULL', { ...one });
  }
  return null;
}

/**
 * Binds somebody, or gives them another role; and what the trail is told of it. False where the account was deleted
 * meanwhile: its next one of that id is not theirs.
 */
export function put(db: Db, { operator, human, trail }: Binding & { trail: readonly object[] }): boolean {
  const { changes } = db.run(
    `INSERT INTO operators (account, human, person, name, role, tags)
     SELECT :account, :human, :person, :name, :role, :tags WHERE EXISTS (SELECT 1 FROM accounts WHERE id = :account)
     ON CONFLICT (account, human) DO UPDATE
     SET person = excluded.person, name = excluded.name, role = excluded.role, tags = excluded.tags`,
    { ...operator, human, tags: operator.tags ?? [] },
  );
  if (changes > 0) {
    db.run('DELETE FROM removed_operators WHERE account = :account AND human = :human', { account: operator.account, human });
    note(db, { trail });
  }
  return changes > 0;
}

/** Takes somebody's role away, and keeps that they had one. */
export function remove(db: Db, { account, human, trail }: { account: string; human: string; trail: readonly object[] }): null {
  db.run(
    `INSERT OR REPLACE INTO removed_operators (account, human, person)
     SELECT account, human, person FROM operators WHERE account = :account AND human = :human`,
    { account, human },
  );
  db.run('DELETE FROM operators WHERE account = :account AND human = :human', { account, human });
  return note(db, { trail });
}

/** Somebody whose role was taken away. */
export interface Removal extends Who {
  human: string;
}

export const removed = (db: Db): Removal[] =>
  db
    .all('SELECT account, human, person FROM removed_operators ORDER BY account, person')
    .map(({ account, human, person }) => ({ account: String(account), human: String(human), person: String(person) }));

/** Forgets that these had a role before. What they have by now stays. */
export function forget(
  db: Db,
  { people, trail }: { people: readonly Pick<Removal, 'account' | 'human'>[]; trail: readonly object[] },
): null {
  for (const { account, human } of people)
    db.run('DELETE FROM removed_operators WHERE account = :account AND human = :human', { account, human });
  return note(db, { trail });
}

/** These, who have no role, are kept out again. */
export function keepOut(db: Db, { people, trail }: { people: readonly Removal[]; trail: readonly object[] }): null {
  for (const one of people)
    db.run('INSERT OR REPLACE INTO removed_operators (account, human, person) VALUES (:account, :human, :person)', { ...one });
  return note(db, { trail });
}

/** Takes the roles of an account's former company away; nothing tells afterwards that there were any. */
export function removeFormer(
  db: Db,
  { account, humans, trail }: { account: string; humans: readonly string[]; trail: readonly object[] },
): null {
  for (const human of humans) db.run('DELETE FROM operators WHERE account = :account AND human = :human', { account, human });
  return note(db, { trail });
}
