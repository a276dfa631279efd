/**
 * Whose role was taken away, as those are known who have one: an account's own settings may name them as well, and give them
 * nothing from then on; and an account that ever had people stays closed to those who have no role.
 */
export const removedOperatorsSchema = `
  CREATE TABLE removed_operators (
    account TEXT NOT NULL,
    human   TEXT NOT NULL,
    person  TEXT NOT NULL,
    PRIMARY KEY (account, human)
  ) STRICT;
`;
