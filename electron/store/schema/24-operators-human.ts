/**
 * Whose role it is: a human of a company or of an Official Account (`humanOf` of the commands), so that nobody gets a role
 * by being called as somebody was in another company. Of one who stood there in two spellings what was decided last
 * stays; the people of accounts that are gone are nobody any more.
 */
export const operatorsHumanSchema = `
  CREATE TABLE bound (
    account TEXT NOT NULL,
    human   TEXT NOT NULL,
    person  TEXT NOT NULL,
    name    TEXT NOT NULL,
    role    TEXT NOT NULL,
    tags    TEXT NOT NULL,
    PRIMARY KEY (account, human)
  ) STRICT;

  WITH
    decided AS MATERIALIZED (
      SELECT record ->> '$.operator.account' AS account, record ->> '$.operator.person' AS person, max(seq) AS seq
      FROM audit WHERE record LIKE '%"operator-bound"%' AND record ->> '$.kind' = 'operator-bound'
      GROUP BY 1, 2
    ),
    present AS (SELECT id, account ->> '$.platform' AS platform, account ->> '$.receiverId' AS receiver FROM accounts)
  INSERT INTO bound (account, human, person, name, role, tags)
  SELECT
    operators.account,
    platform || ' ' || receiver || ' ' || iif(platform = 'wecom', lower(operators.person), operators.person),
    operators.person, name, role, tags
  FROM operators
  JOIN present ON present.id = operators.account
  LEFT JOIN decided ON decided.account = operators.account AND decided.person = operators.person
  WHERE true
  ORDER BY decided.seq, operators.rowid
  ON CONFLICT (account, human) DO UPDATE SET person = excluded.person, name = excluded.name, role = excluded.role, tags = excluded.tags;

  DROP TABLE operators;
  ALTER TABLE bound RENAME TO operators;
`;
