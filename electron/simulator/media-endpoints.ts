import { mostPictureBytes } from '../../shared/platform-limits.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiError, type ApiRequest, type Endpoints, no } from './api-server-answer.ts';
import type { MediaStore, StoredPicture } from './media.ts';

export interface MediaDesk {
  holder(request: ApiRequest): SandboxAccount | ApiError;
  clock: () => number;
  media: MediaStore;
}

/** What either platform takes at the least, in bytes (protocol reference, 3.5). */
const leastBytes = 6;

/** The call that uploads temporary media (protocol reference, 3.5 and 3.8): pictures alone, so far. */
export function mediaEndpoints({ holder, clock, media }: MediaDesk): Endpoints {
  return {
    'media/upload': {
      method: 'POST',
      platform: 'wecom',
      // The multipart body has a head and a foot besides.
      bodyBytes: mostPictureBytes + 64 * 1024,
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        const type = request.query.get('type');
        if (type !== 'image') return no(40004);
        const bytes = partOf(request, 'media');
        if (!bytes) return no(44001);
        if (bytes.length < leastBytes || bytes.length > mostPictureBytes) return no(40006);
        const picture = pictureOf(bytes);
        if (!picture) return no(40005);
        const stored = { type, media_id: media.keep(account.id, picture) };
        const seconds = Math.floor(clock() / 1000);
        // WeCom gives the time as text, an Official Account as a number, and no errcode.
        return account.platform === 'wecom'
          ? { errcode: 0, errmsg: 'ok', ...stored, created_at: String(seconds) }
          : { ...stored, created_at: seconds };
      },
    },
  };
}

/** The content of the part of this name in a multipart body; it has to have a file name. */
function partOf({ bytes, contentType }: ApiRequest, name: string): Buffer | undefined {
  const [, quoted, plain] = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  for (let start = bytes.indexOf(`--${boundary}\r\n`); start >= 0; start = bytes.indexOf(`--${boundary}\r\n`, start + 1)) {
    const headEnd = bytes.indexOf('\r\n\r\n', start);
    const end = bytes.indexOf(`\r\n--${boundary}`, headEnd);
    if (headEnd < 0 || end < 0) return undefined;
    const head = bytes.subarray(start, headEnd).toString('utf8');
    if (head.includes(`; name="${name}"`) && head.includes('; filename="')) return bytes.subarray(headEnd + 4, end);
  }
  return undefined;
}

/** The platforms look at a file's beginning, not at its name. */
function pictureOf(bytes: Buffer): StoredPicture | undefined {
  const beginning = bytes.toString('latin1', 0, 4);
  if (beginning === '\x89PNG') return { type: 'image/png', bytes };
  return beginning.startsWith('\xff\xd8\xff') ? { type: 'image/jpeg', bytes } : undefined;
}
