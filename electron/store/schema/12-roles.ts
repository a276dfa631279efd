/** Roles that the admin made, as JSON: nothing ever asks for them but all at once. */
export const rolesSchema = `
  CREATE TABLE roles (
    id   TEXT PRIMARY KEY,
    role TEXT NOT NULL
  ) STRICT;
`;
