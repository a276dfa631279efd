import { connect } from 'node:net';
import type { Result } from '../../shared/result.ts';
import type { ProgramCall, Shell } from './driver.ts';
import { powershellCall } from './powershell-call.ts';
import { type Asking, askShell } from './reading/ask-shell.ts';

/** `closed`: a machine answers, but nothing listens. `silent`: nothing answers; a firewall, or no machine. */
const portStates = ['open', 'closed', 'silent', 'unknown-address'] as const;
export type PortState = (typeof portStates)[number];

const patienceSeconds = 5;

const stateOfError: Record<string, PortState> = {
  ...{ ECONNREFUSED: 'closed', ECONNRESET: 'closed', ENOTFOUND: 'unknown-address', EAI_AGAIN: 'unknown-address' },
};

/** Tries a TCP port from here, and closes the connection at once. Rejects where the signal is aborted. */
export function probePort(address: string, port: number, signal: AbortSignal): Promise<PortState> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host: address, port, signal });
    // why: the socket's own time limit begins only once the name is resolved
    const timer = setTimeout(() => end('silent'), patienceSeconds * 1000);
    const end = (state: PortState) => {
      clearTimeout(timer);
      socket.destroy();
      if (signal.aborted) reject(signal.reason);
      else resolve(state);
    };
    socket.once('connect', () => end('open'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(stateOfError[error.code ?? ''] ?? 'silent'));
  });
}

/** bash opens the connection itself; the address and the port reach it as its arguments. Where there is no bash, `nc` has to do. */
const posixScript = `
if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
  said=$(timeout ${patienceSeconds} bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" 2>&1); code=$?
else
  said=$(nc -z -w ${patienceSeconds} "$1" "$2" 2>&1); code=$?
fi
case $code:$said in
  0:*) echo open ;;
  *refused*) echo closed ;;
  *'not known'*|*'resolution'*|*'bad address'*|*'No address'*|*getaddrinfo*|*'nvalid host'*) echo unknown-address ;;
  127:*) echo "$said" >&2; exit 127 ;;
  *) echo silent ;;
esac
`;

const windowsScript = `
$address = $null
try { $address = [Net.Dns]::GetHostAddresses($args[0])[0] } catch { 'unknown-address'; return }
$client = New-Object Net.Sockets.TcpClient $address.AddressFamily
try {
  if ($client.ConnectAsync($address, [int]$args[1]).Wait(${patienceSeconds * 1000})) { 'open' } else { 'silent' }
} catch {
  if ([string]$_.Exception.GetBaseException().SocketErrorCode -eq 'ConnectionRefused') { 'closed' } else { 'silent' }
} finally { $client.Close() }
`;

/** Tries a TCP port from where the shell is. Fails with `command/unreadable` and what the shell fails with. */
export async function probePortFrom(shell: Shell, address: string, port: number, asking: Asking): Promise<Result<PortState>> {
  const system = await shell.system(asking.signal);
  if (!system.ok) return system;
  const call: ProgramCall =
    system.value === 'windows'
      ? powershellCall(windowsScript, [address, String(port)])
      : { program: 'sh', args: ['-c', posixScript, 'sh', address, String(port)] };
  const parse = (printed: string) => portStates.find((state) => state === printed.trim());
  return askShell(shell, { call, parse }, asking);
}
