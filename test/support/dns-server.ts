import { createSocket } from 'node:dgram';

/** A DNS server on loopback that knows a few addresses, and of all other names that there is none. */
export interface DnsServer {
  /** `127.0.0.1:port` */
  address: string;
  close(): Promise<void>;
}

/** @param addresses IPv4 addresses by name */
export async function startDnsServer(addresses: Record<string, string>): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => socket.send(answerTo(query, addresses), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  };
}

/** RFC 1035, 4: the header, the question as it came, and one A record where the name is known. */
function answerTo(query: Buffer, addresses: Record<string, string>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const address = query.readUInt16BE(at + 1) === 1 ? addresses[labels.join('.').toLowerCase()] : undefined;
  const header = Buffer.from([0, 0, 0x81, address ? 0x80 : 0x83, 0, 1, 0, address ? 1 : 0, 0, 0, 0, 0]);
  query.copy(header, 0, 0, 2);
  const record = address ? Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]) : Buffer.alloc(0);
  return Buffer.concat([header, question, record]);
}
