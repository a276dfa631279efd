import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** What a certificate says of itself. */
export interface SeenCertificate {
  /** Unix time in ms. */
  endsAt: number;
}

const deadlineMs = 5000;

/** What is wrong, by the code that OpenSSL or Node gives it; what is not in here says nothing about the certificate. */
const faults: Record<string, FailureCode> = {
  CERT_HAS_EXPIRED: 'doctor/certificate-ended',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'doctor/certificate-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'doctor/certificate-self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'doctor/certificate-name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'doctor/certificate-chain',
  UNABLE_TO_GET_ISSUER_CERT: 'doctor/certificate-chain',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'doctor/certificate-chain',
};
const aboutTls = /CERT|ERR_TLS|ERR_SSL|UNABLE_TO_/;

/**
 * Looks at the certificate that WeChat would see, its chain checked as WeChat checks it.
 * @param host a name or an address, IPv6 in brackets or not
 * @param ca authorities to trust in place of the known ones, in PEM
 * Fails with `doctor/certificate…`, or with `tunnel/probe-unreachable` where nobody answers.
 */
export function readCertificate(host: string, port: number, ca?: string): Promise<Result<SeenCertificate>> {
  const bare = host.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host: bare, port, ...(!isIP(bare) && { servername: bare }), ...(ca && { ca }) });
    const end = (result: Result<SeenCertificate>) => {
      clearTimeout(patience);
      socket.destroy();
      resolve(result);
    };
    const refuse = (reason: string) => end(err(faultOf(bare, reason)));
    const patience = setTimeout(() => refuse('ETIMEDOUT'), deadlineMs);
    // why on: what comes after the end must not be an error that nobody handles
    socket.on('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message));
    socket.once('secureConnect', () => end(ok({ endsAt: Date.parse(socket.getPeerCertificate().valid_to) })));
  });
}

function faultOf(host: string, reason: string) {
  const known = faults[reason];
  if (known) return failure(known, { host });
  return aboutTls.test(reason) ? failure('doctor/certificate', { host, reason }) : failure('tunnel/probe-unreachable', { host, reason });
}
