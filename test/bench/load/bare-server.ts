/**
 * What the gateway is measured against: node:http with the cryptography of a callback and nothing else. It checks the
 * signature, decrypts, answers, and keeps nothing. Its last two arguments: the port, and `quiet` or `answered`. Electron runs it as well.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { loadKeys } from './requests.ts';

const [port, kind] = process.argv.slice(-2);
const { token, encodingAesKey, receiverId } = loadKeys;
const key = Buffer.from(`${encodingAesKey}=`, 'base64');
const iv = key.subarray(0, 16);
const receiver = Buffer.from(receiverId);
/** As long as the gateway's answer to the command of the load. */
const answer = Buffer.from(`<xml>${'帮助'.repeat(65)}</xml>`);

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(Buffer.concat(chunks).toString())?.[1] ?? '';
    if (sign(query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted) !== query.get('msg_signature')) {
      response.writeHead(403).end();
      return;
    }
    const message = open(encrypted);
    if (message === '') response.writeHead(400).end();
    else response.end(kind === 'answered' ? seal() : '');
  });
}).listen(Number(port), '127.0.0.1');

function sign(...parts: string[]): string {
  return createHash('sha1')
    .update([token, ...parts].sort().join(''))
    .digest('hex');
}

function open(encrypted: string): string {
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const end = 20 + padded.readUInt32BE(16);
  return padded.subarray(end, end + receiver.length).equals(receiver) ? padded.toString('utf8', 20, end) : '';
}

function seal(): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(answer.length);
  const layout = Buffer.concat([randomBytes(16), length, answer, receiver]);
  const padding = 32 - (layout.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const encrypted = Buffer.concat([cipher.update(layout), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  );
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  return `<xml>\n<Encrypt><![CDATA[${encrypted}]]></Encrypt>\n<MsgSignature><![CDATA[${sign(timestamp, nonce, encrypted)}]]></MsgSignature>\n<TimeStamp>${timestamp}</TimeStamp>\n<Nonce><![CDATA[${nonce}]]></Nonce>\n</xml>`;
}
