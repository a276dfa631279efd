/** Which live menu the draft, and what is scheduled, were made from: JSON of `MenuBase`. So far it was the one known last. */
export const menuBasesSchema = `
  ALTER TABLE menus ADD COLUMN base TEXT;
  ALTER TABLE menus ADD COLUMN scheduled_base TEXT;
  UPDATE menus SET base = json_object('fingerprint', live ->> '$.fingerprint', 'pulledAt', live ->> '$.pulledAt')
    WHERE live IS NOT NULL AND draft IS NOT NULL;
  UPDATE menus SET scheduled_base = json_object('fingerprint', live ->> '$.fingerprint', 'pulledAt', live ->> '$.pulledAt')
    WHERE live IS NOT NULL AND scheduled_menu IS NOT NULL;
`;
