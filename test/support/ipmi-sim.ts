import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const programs = ['/usr/bin/ipmi_sim', '/usr/bin/ipmitool'];
const missing = programs.filter((program) => !existsSync(program));

/** Why no BMC can be simulated here, or nothing where one can. `npm test` installs what is missing where it may. */
export const ipmiMissing =
  missing.length > 0 ? `no ${missing.join(', ')} here: install ipmitool and openipmi to run these tests` : undefined;

/** OpenIPMI's BMC on loopback, which switches a file on and off and answers each request at once, as boards do. */
export interface IpmiSim {
  port: number;
  /** Where the simulator itself listens: there it leaves a request unanswered, which ipmitool repeats and then does without. */
  tersePort: number;
  /** Users and what they may do. */
  users: { admin: string; viewer: string };
  password: string;
  isOn(): boolean;
  /** What was done to the machine: `power 1`, `power 0`, `reset 1`, `shutdown 1`. */
  orders(): string[];
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

export async function startIpmiSim(): Promise<IpmiSim> {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-bmc-'));
  const file = (name: string) => join(folder, name);
  const tersePort = await freeUdpPort();
  mkdirSync(file('state'));
  writeFileSync(file('power'), '0\n');
  writeFileSync(file('orders'), '');
  writeFileSync(file('chassis'), chassis(folder), { mode: 0o755 });
  writeFileSync(file('lan.conf'), configuration(tersePort, file('chassis')));
  writeFileSync(file('commands'), 'mc_setbmc 0x20\nmc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02\nmc_enable 0x20\n');
  const args = ['-c', file('lan.conf'), '-f', file('commands'), '-s', file('state'), '-n'];
  const child = spawn('ipmi_sim', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  if (!(await answers(tersePort))) throw new Error(`ipmi_sim doesn't start: ${said}`);
  const front = await answerCipherSuites(tersePort);
  return {
    port: front.port,
    tersePort,
    users: { admin: 'ADMIN', viewer: 'viewer' },
    password: 'let-me-in',
    isOn: () => readFileSync(file('power'), 'utf8').trim() === '1',
    orders: () => readFileSync(file('orders'), 'utf8').trim().split('\n'),
    async remove() {
      front.close();
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** ipmi_sim calls it with `get power` or `set power 1` after the BMC's address. */
const chassis = (folder: string) => `#!/bin/sh
cd '${folder}' || exit 1
case "$2 $3" in
  'get power') echo "power:$(cat power)" ;;
  'set power') echo "power $4" >> orders; echo "$4" > power ;;
  set*) echo "$3 $4" >> orders ;;
esac
`;

const configuration = (port: number, program: string) => `name "weiguan"
set_working_mc 0x20
startlan 1
  addr 127.0.0.1 ${port}
  priv_limit admin
  allowed_auths_user md5
  allowed_auths_operator md5
  allowed_auths_admin md5
  guid a123456789abcdefa123456789abcdef
endlan
chassis_control "${program} 0x20"
user 2 true "ADMIN" "let-me-in" admin 10 md5
user 3 true "viewer" "let-me-in" user 10 md5
`;

/** "Get Channel Cipher Suites" (IPMI 2.0, 22.15) in RMCP+ outside of a session: where its parts are, and what a request has there. */
const request = { payload: 16, sequence: 20, command: 21, cipherSuites: 0x54, header: Buffer.from('0600ff070600', 'hex') };

const asksForCipherSuites = (packet: Buffer) =>
  packet.subarray(0, request.header.length).equals(request.header) &&
  packet.readUInt32LE(request.header.length) === 0 &&
  packet[request.command] === request.cipherSuites;

/** That there is one, number 3: RAKP-HMAC-SHA1, HMAC-SHA1-96 and AES-CBC-128. */
function cipherSuitesFor(asked: Buffer): Buffer {
  const to = [0x81, 0x1c];
  const body = [0x20, asked[request.sequence] ?? 0, request.cipherSuites, 0x00, 0x01, 0xc0, 0x03, 0x01, 0x41, 0x81];
  const message = [...to, checksum(to), ...body, checksum(body)];
  return Buffer.from([...asked.subarray(0, request.payload - 2), message.length, 0, ...message]);
}

const checksum = (bytes: number[]) => -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;

/** Listens in front of the simulator and hands everything on but the one request that it never answers. */
async function answerCipherSuites(simulator: number): Promise<{ port: number; close(): void }> {
  const front = createSocket('udp4');
  const behind = new Map<number, Socket>();
  const handOn = (packet: Buffer, client: number) => {
    const socket = behind.get(client) ?? createSocket('udp4', (answer) => front.send(answer, client, '127.0.0.1'));
    behind.set(client, socket);
    socket.send(packet, simulator, '127.0.0.1');
  };
  front.on('message', (packet, { port }) => {
    if (asksForCipherSuites(packet)) front.send(cipherSuitesFor(packet), port, '127.0.0.1');
    else handOn(packet, port);
  });
  await new Promise<void>((resolve) => front.bind(0, '127.0.0.1', resolve));
  return {
    port: front.address().port,
    close() {
      for (const socket of [front, ...behind.values()]) socket.close();
    },
  };
}

/** Sends RMCP presence pings (ASF 2.0, 3.2.4.2) until one is answered. */
async function answers(port: number): Promise<boolean> {
  const ping = Buffer.from('0600ff06000011be80000000', 'hex');
  const socket = createSocket('udp4');
  let isThere = false;
  socket.on('message', () => {
    isThere = true;
  });
  socket.on('error', () => undefined);
  for (let attempt = 0; attempt < 100 && !isThere; attempt += 1) {
    socket.send(ping, port, '127.0.0.1');
    await sleep(50);
  }
  socket.close();
  return isThere;
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** A UDP port that nobody listens at just now. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
