/**
 * Whose role it is: a human of a company or of an Official Account (`humanOf` of the commands), so that nobody gets a role
 * by being called as somebody was in another company. Whose the earlier ones are is filled in by the gateway, which knows
 * the config file: until then they count for nobody. They stand in the order in which they were decided, so that of one
 * who stood there in two spellings the last stays; the people of accounts that are gone are nobody any more.
 */
export const operatorsHumanSchema = `
  CREATE TABLE bound (
    account TEXT NOT NULL,
    human   TEXT,
    person  TEXT NOT NULL,
    name    TEXT NOT NULL,
    role    TEXT NOT NULL,
    tags    TEXT NOT NULL,
    UNIQUE (account, human)
  ) STRICT;

  WITH
    decided AS MATERIALIZED (
      SELECT record ->> '$.operator.account' AS account, record ->> '$.operator.person' AS person, max(seq) AS seq
      FROM audit WHERE record LIKE '%"operator-bound"%' AND record ->> '$.kind' = 'operator-bound'
      GROUP BY 1, 2
    )
  INSERT INTO bound (account, person, name, role, tags)
  SELECT operators.account, operators.person, name, role, tags
  FROM operators
  LEFT JOIN decided ON decided.account = operators.account AND decided.person = operators.person
  WHERE operators.account IN (SELECT id FROM accounts)
  ORDER BY decided.seq, operators.rowid;

  DROP TABLE operators;
  ALTER TABLE bound RENAME TO operators;
`;
