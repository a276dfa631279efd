import { randomUUID } from 'node:crypto';

/** A file as it is uploaded. */
export interface UploadFile {
  /** With its ending, by which the platforms tell what it is; ASCII, without quotes. */
  name: string;
  /** Its media type. */
  type: string;
  bytes: Buffer;
}

export interface MultipartFile extends UploadFile {
  /** The name of the part that it goes into. */
  part: string;
}

/** A multipart/form-data body with one file, whose part names its length too (protocol reference, 3.5). */
export function multipartOf({ part, name, type, bytes }: MultipartFile): { body: Buffer; type: string } {
  const boundary = `weiguan-${randomUUID()}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${part}"; filename="${name}"; filelength=${bytes.length}`,
    `Content-Type: ${type}`,
  ];
  return {
    body: Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
