/** What was sent, or tried, by when the last attempt came to its end: a few rows at the start of the program, of however many. */
export const triedSchema = `
  CREATE INDEX messages_tried ON messages (account, (attempts ->> '$[#-1].at') + (attempts ->> '$[#-1].ms')) WHERE attempts IS NOT NULL;
`;
