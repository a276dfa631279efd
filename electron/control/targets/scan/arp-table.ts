import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { programEnv } from '../../../programs/program-env.ts';

/** Which network card answers for which IPv4 address, as far as this computer spoke to it lately; none where it can't be told. */
export async function readArpTable(signal: AbortSignal): Promise<Map<string, string>> {
  if (process.platform === 'linux') return parseArpTable(await readFile('/proc/net/arp', 'utf8').catch(() => ''));
  // Without `-n` macOS asks the name service for every line.
  const args = process.platform === 'win32' ? ['-a'] : ['-a', '-n'];
  return new Promise((resolve) => {
    const options = { signal, timeout: 5000, env: programEnv(process.env), windowsHide: true, maxBuffer: 1024 * 1024 };
    execFile('arp', args, options, (_error, output) => resolve(parseArpTable(output ?? '')));
  });
}

/** Reads `/proc/net/arp`, or what `arp -a` prints on macOS and Windows: an address and a card's in each line, whatever else. */
export function parseArpTable(text: string): Map<string, string> {
  const table = new Map<string, string>();
  for (const line of text.split('\n')) {
    const address = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/.exec(line)?.[0];
    const mac = /(?<![0-9a-f:-])[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}(?![0-9a-f:-])/i.exec(line)?.[0];
    if (address && mac && isCard(mac)) table.set(address, spelled(mac));
  }
  return table;
}

const partsOf = (mac: string) =>
  mac
    .toLowerCase()
    .split(/[:-]/)
    .map((part) => part.padStart(2, '0'));
const spelled = (mac: string) => partsOf(mac).join(':');

/** Zeros stand where nobody answered; an odd first byte is that of a group. */
const isCard = (mac: string) => !/^(?:00:){5}00$/.test(spelled(mac)) && Number.parseInt(partsOf(mac)[0] ?? '1', 16) % 2 === 0;
