import type { RandomBytes } from '../wechat/credentials.ts';

/** A picture in the simulated platform's media store. */
export interface StoredPicture {
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/** Temporary media, as the platforms keep them for three days (protocol reference, 3.5 and 3.8); in memory only, so few of them. */
export interface MediaStore {
  /** Gives back the media_id. */
  keep(account: string, picture: StoredPicture): string;
  /** Undefined where the account has none of this id, or has it no more. */
  find(account: string, mediaId: string): StoredPicture | undefined;
}

const keptMs = 3 * 24 * 3_600_000;
/** Of all accounts together; the oldest make room. */
const mostKept = 100;
const mostBytes = 64 * 1024 * 1024;

export function createMediaStore(clock: () => number, random: RandomBytes): MediaStore {
  const kept = new Map<string, { account: string; until: number; picture: StoredPicture }>();

  function makeRoom(): void {
    const bytes = () => [...kept.values()].reduce((sum, { picture }) => sum + picture.bytes.length, 0);
    for (const [mediaId, { until }] of kept) if (until <= clock() || kept.size > mostKept || bytes() > mostBytes) kept.delete(mediaId);
  }

  return {
    keep(account, picture) {
      const mediaId = Buffer.from(random(32)).toString('base64url');
      kept.set(mediaId, { account, until: clock() + keptMs, picture });
      makeRoom();
      return mediaId;
    },
    find(account, mediaId) {
      const found = kept.get(mediaId);
      return found?.account === account && found.until > clock() ? found.picture : undefined;
    },
  };
}
