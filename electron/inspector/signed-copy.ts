import type { CurlCopy } from '../../shared/inspection.ts';
import { sealBytes } from '../wechat/cipher.ts';
import type { CallbackCredentials, RandomBytes } from '../wechat/credentials.ts';
import { sign } from '../wechat/signature.ts';
import { buildXml } from '../wechat/xml.ts';

export interface CopyOptions {
  /** The callback URL. */
  url: string;
  credentials: CallbackCredentials;
  /** The plain message. */
  xml: string;
  /** Unix time in ms. */
  now: number;
  random: RandomBytes;
  shell: CurlCopy['shell'];
}

/**
 * A command line that delivers a stored message once more, signed afresh as the platform would (protocol reference, 1.1,
 * 1.5 and 1.6). No Token and no key stand in it; the signature holds as long as the replay window is open.
 */
export function curlOf({ url, credentials, xml, now, random, shell }: CopyOptions): string {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = Buffer.from(random(8)).toString('hex');
  const { query, body } = signed(credentials, xml, timestamp, nonce, random);
  return commands[shell](`${url}?${new URLSearchParams(query)}`, body);
}

const commands: Record<CurlCopy['shell'], (target: string, body: string) => string> = {
  posix: (target, body) => `curl ${options(quoted(target))} --data-binary ${quoted(body)}`,
  // As an argument Windows PowerShell would drop the body's double quotes, and curl.exe may read it in the system's own
  // character set: so it comes as a file. The target is percent-encoded, without any quote. A mere `curl` is no curl there.
  powershell: (target, body) =>
    [
      '$f = (New-TemporaryFile).FullName',
      `[IO.File]::WriteAllBytes($f, [Convert]::FromBase64String('${Buffer.from(body).toString('base64')}'))`,
      `curl.exe ${options(`'${target}'`)} --data-binary "@$f"`,
      'Remove-Item $f',
    ].join('; '),
};

/** The listener is on this computer; a shell's proxy, usual in China, would not reach it, or read the message. */
const options = (target: string) => `-sS --noproxy '*' -X POST ${target} -H 'Content-Type: text/xml'`;

function signed(
  { platform, mode, token, aesKey, receiverId }: CallbackCredentials,
  xml: string,
  timestamp: string,
  nonce: string,
  random: RandomBytes,
) {
  const head = { timestamp, nonce };
  const plain = { ...head, signature: sign([token, timestamp, nonce]) };
  if (!aesKey || mode === 'plaintext') return { query: plain, body: xml };
  const encrypted = sealBytes(xml, receiverId, aesKey, random);
  const msg_signature = sign([token, timestamp, nonce, encrypted]);
  const body = buildXml({ ToUserName: receiverId, Encrypt: encrypted });
  return { query: platform === 'wecom' ? { ...head, msg_signature } : { ...plain, encrypt_type: 'aes', msg_signature }, body };
}

/** One argument of a POSIX shell, whatever stands in it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
