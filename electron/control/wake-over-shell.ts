/** Sends a magic packet from another target, into the network that it stands in. */
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProgramCall, Shell } from './driver.ts';
import { powershellCall } from './powershell-call.ts';
import { lastWords } from './remote-words.ts';

/** The packet, and where it goes. */
export interface PacketOrder {
  packet: Buffer;
  host: string;
  port: number;
  mac: string;
  /** Whether a SecureOn password is part of the packet: some programs can't send one. */
  hasPassword: boolean;
}

export interface Relay {
  /** Names it in messages. */
  id: string;
  shell: Shell;
}

const timeoutMs = 20_000;
/** What the script ends with where it found no program. */
const nothingFound = 97;

const perl = `use Socket; my ($h, $p) = @ARGV; my $d = pack("H*", readline(STDIN) =~ s/\\s//gr);
my $a = inet_aton($h) or die "unknown host\\n";
socket(my $s, PF_INET, SOCK_DGRAM, getprotobyname("udp")) or die "$!\\n";
setsockopt($s, SOL_SOCKET, SO_BROADCAST, 1) or die "$!\\n";
for (1..3) { defined(send($s, $d, 0, sockaddr_in($p, $a))) or die "$!\\n"; select(undef, undef, undef, 0.1) }`;

const python = `import socket, sys, time
d = bytes.fromhex(sys.stdin.readline().strip())
family, _, _, _, to = socket.getaddrinfo(sys.argv[1], int(sys.argv[2]), 0, socket.SOCK_DGRAM)[0]
s = socket.socket(family, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
for _ in range(3):
    s.sendto(d, to)
    time.sleep(0.1)`;

/**
 * The first that can do it does it. perl and python3 come first: they are nearly everywhere and send our very packet,
 * with its password; perl before python3, for on macOS the latter may be a stand-in that asks to install developer tools.
 * `wakeonlan` and `etherwake` make a packet of their own. Arguments: host, port, MAC address, `yes` with a password, the
 * perl and the python program. The packet comes in hexadecimal on standard input, for a password has no place among arguments.
 */
const script = `IFS= read -r packet
found=
if command -v perl >/dev/null 2>&1; then found=1; printf '%s\\n' "$packet" | perl -e "$5" "$1" "$2" && exit 0; fi
if command -v python3 >/dev/null 2>&1; then found=1; printf '%s\\n' "$packet" | python3 -c "$6" "$1" "$2" && exit 0; fi
if [ "$4" != yes ]; then
  if command -v wakeonlan >/dev/null 2>&1; then found=1; wakeonlan -i "$1" -p "$2" "$3" && exit 0; fi
  if command -v etherwake >/dev/null 2>&1; then found=1; etherwake -b "$3" && exit 0; fi
  if command -v ether-wake >/dev/null 2>&1; then found=1; ether-wake -b "$3" && exit 0; fi
fi
[ -n "$found" ] || exit ${nothingFound}
exit 1`;

const windowsScript = `param($hex, $to, $port)
try {
  $bytes = [byte[]]@(for ($i = 0; $i -lt $hex.Length; $i += 2) { [Convert]::ToByte($hex.Substring($i, 2), 16) })
  $client = New-Object Net.Sockets.UdpClient
  $client.EnableBroadcast = $true
  1..3 | ForEach-Object { [void]$client.Send($bytes, $bytes.Length, $to, [int]$port); Start-Sleep -Milliseconds 100 }
  $client.Close()
} catch { [Console]::Error.WriteLine($_.Exception.Message); exit 1 }`;

/**
 * Has the relay send the packet three times.
 * Fails with `control/wake-relay-tools`, `control/wake-relay-failed` and what the relay's shell fails with.
 */
export async function sendOverShell(order: PacketOrder, { id, shell }: Relay, signal: AbortSignal): Promise<Result<null>> {
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const call = system.value === 'windows' ? windowsCall(order) : posixCall(order);
  const run = await shell.run(call, { signal, timeoutMs, mostBytes: 16 * 1024 });
  if (!run.ok) return run;
  const { code, stdout, stderr } = run.value;
  if (code === 0) return ok(null);
  if (code === nothingFound) return err(failure('control/wake-relay-tools', { relay: id }));
  return err(failure('control/wake-relay-failed', { relay: id, reason: lastWords(`${stdout}\n${stderr}`) || String(code) }));
}

const posixCall = ({ packet, host, port, mac, hasPassword }: PacketOrder): ProgramCall => ({
  program: 'sh',
  args: ['-c', script, 'sh', host, String(port), mac.replaceAll('-', ':'), hasPassword ? 'yes' : 'no', perl, python],
  input: `${packet.toString('hex')}\n`,
});

const windowsCall = ({ packet, host, port }: PacketOrder): ProgramCall =>
  powershellCall(windowsScript, [packet.toString('hex'), host, String(port)]);
