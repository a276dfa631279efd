import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

const deadlineMs = 5000;

/** Looks at the certificate that WeChat would see, its chain checked as WeChat checks it. */
export function readCertificate(host: string, port: number): Promise<Result<{ endsAt: number }>> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, ...(!isIP(host) && { servername: host }) });
    const end = (result: Result<{ endsAt: number }>) => {
      socket.destroy();
      resolve(result);
    };
    const refuse = (reason: string) => end(err(failure('doctor/certificate', { reason })));
    socket.setTimeout(deadlineMs, () => refuse('ETIMEDOUT'));
    socket.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message));
    socket.once('secureConnect', () => end(ok({ endsAt: Date.parse(socket.getPeerCertificate().valid_to) })));
  });
}
