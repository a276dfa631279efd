import type { Platform } from '../../shared/account.ts';
import { errcodeOf, platformFailure } from '../../shared/errcodes.ts';
import { mostPictureBytes } from '../../shared/platform-limits.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Timing } from '../timing.ts';
import type { UploadFile } from './multipart.ts';
import type { PlatformClient, SendOptions, SentMessage, SentPicture } from './platform-client.ts';
import type { OnLimit } from './rate-limiter.ts';

export interface PictureSenderOptions {
  platform: Platform;
  timing: Pick<Timing, 'elapsed'>;
  upload(file: UploadFile, onLimit: OnLimit): Promise<Result<{ media_id: string }>>;
  /** Sends a message that shows an uploaded picture. */
  send(to: string, mediaId: string, options: SendOptions): Promise<Result<SentMessage>>;
}

/** The platforms keep media for three days (protocol reference, 3.5 and 3.8); a while before, a picture is uploaded anew. */
const keptMs = (3 * 24 - 1) * 3_600_000;
const mostKept = 1000;

const wrongType = 40005;
const wrongSize = 40006;
const unknownMedia = 40007;

const endings: Record<SentPicture['type'], string> = { 'image/png': 'png', 'image/jpeg': 'jpg' };
const beginnings: Record<SentPicture['type'], Buffer> = {
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
};

/** Uploads pictures and sends them. Under one key a picture is uploaded once, so that what is sent again is the same to the platform. */
export function createPictureSender({ platform, timing, upload, send }: PictureSenderOptions): PlatformClient['sendPicture'] {
  /** By key. */
  const uploads = new Map<string, { mediaId: string; until: number }>();

  function remember(key: string, mediaId: string): void {
    uploads.delete(key);
    uploads.set(key, { mediaId, until: timing.elapsed() + keptMs });
    const [oldest] = uploads.keys();
    if (uploads.size > mostKept && oldest !== undefined) uploads.delete(oldest);
  }

  async function mediaIdOf({ type, bytes }: SentPicture, { onLimit, dedupeKey }: SendOptions): Promise<Result<string>> {
    const earlier = dedupeKey === undefined ? undefined : uploads.get(dedupeKey);
    if (earlier && earlier.until > timing.elapsed()) return ok(earlier.mediaId);
    const uploaded = await upload({ name: `picture.${endings[type]}`, type, bytes }, onLimit);
    if (!uploaded.ok) return uploaded;
    const { media_id: mediaId } = uploaded.value;
    if (dedupeKey !== undefined) remember(dedupeKey, mediaId);
    return ok(mediaId);
  }

  return async (to, picture, options) => {
    const { type, bytes } = picture;
    if (!bytes.subarray(0, beginnings[type].length).equals(beginnings[type])) return err(platformFailure(platform, wrongType, ''));
    if (bytes.length > mostPictureBytes) return err(platformFailure(platform, wrongSize, ''));
    const mediaId = await mediaIdOf(picture, options);
    if (!mediaId.ok) return mediaId;
    const sent = await send(to, mediaId.value, options);
    // Nobody got anything: the next attempt uploads it anew.
    if (!sent.ok && errcodeOf(sent.error) === unknownMedia && options.dedupeKey !== undefined) uploads.delete(options.dedupeKey);
    return sent;
  };
}
