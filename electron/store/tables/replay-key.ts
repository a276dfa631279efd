/** Every key of a replay begins so: it tells one even after what it replays has gone, and `replays` with it. */
const mark = 'replay ';

/** Under which key a replay is stored. @param asked names it: asked for twice under one name it is one message */
export const replayKey = (of: string, asked: string) => `${mark}${of} ${asked}`;

export const isReplayKey = (dedupeKey: string) => dedupeKey.startsWith(mark);

/** SQL: whether a row is a replay. An admin sent an earlier message through again: its person did nothing then. */
export const isReplay = `coalesce(dedupe_key GLOB '${mark}*', FALSE)`;
