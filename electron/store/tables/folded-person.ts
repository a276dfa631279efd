/** SQL: somebody's id as those of a row's account compare: UserIDs know no letter case, OpenIDs do (protocol reference, 8.4). */
export const foldedPerson = (person: string): string =>
  `iif(account IN (SELECT id FROM accounts WHERE account ->> '$.platform' = 'wecom'), lower(${person}), ${person})`;
