/** Which notices a message tells: where one is taken back, of however many. */
export const noticeMessagesSchema = `
  CREATE INDEX notices_message ON notices (message) WHERE state = 'queued';
`;
