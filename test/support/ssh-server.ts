import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';

/** An ssh server of our own, for what a real sshd can't be made to do without changing the machine. */
export interface StubSshServer {
  port: number;
  /** The lines that it was to run. */
  lines: string[];
  /** How often somebody wanted to log in. */
  logins(): number;
  close(): Promise<void>;
}

export interface StubSshOptions {
  user: string;
  password: string;
  /** How it takes the password: as such, or as the answer to a question. */
  asks: 'password' | 'keyboard-interactive';
  /** Runs a line; where it is missing `/bin/sh` does. */
  run?(line: string, channel: ServerChannel): void;
}

export async function startSshServer(options: StubSshOptions): Promise<StubSshServer> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const hostKey = privateKey.export({ type: 'pkcs1', format: 'pem' });
  const connections = new Set<Connection>();
  const lines: string[] = [];
  let logins = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connections.add(connection);
    logins += 1;
    connection.on('error', () => undefined).once('close', () => connections.delete(connection));
    connection.on('authentication', (context) => authenticate(context, options));
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => {
        lines.push(command);
        (options.run ?? runInShell)(command, acceptExec());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    logins: () => logins,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of connections) connection.end();
      await closed;
    },
  };
}

function authenticate(context: AuthContext, { user, password, asks }: StubSshOptions): void {
  if (context.username !== user) return context.reject([asks]);
  if (asks === 'password' && context.method === 'password')
    return context.password === password ? context.accept() : context.reject([asks]);
  if (asks === 'keyboard-interactive' && context.method === 'keyboard-interactive') {
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) =>
      answer === password ? context.accept() : context.reject([asks]),
    );
    return;
  }
  context.reject([asks]);
}

/** Heeds no signals, as many servers do. */
function runInShell(line: string, channel: ServerChannel): void {
  const child = spawn('/bin/sh', ['-c', line], { detached: true, stdio: 'pipe' });
  channel.on('error', () => undefined);
  channel.pipe(child.stdin).on('error', () => undefined);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('close', (code, signal) => {
    if (signal) channel.exit(signal.replace('SIG', ''));
    else channel.exit(code ?? 1);
    channel.end();
  });
}
