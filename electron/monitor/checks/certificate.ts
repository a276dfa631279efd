import type { PeerCertificate } from 'node:tls';
import { failure } from '../../../shared/failures.ts';
import type { Failure } from '../../../shared/result.ts';

/** When a certificate ends (Unix ms). */
export function endsAt({ valid_to }: Partial<Pick<PeerCertificate, 'valid_to'>>): number | undefined {
  const end = Date.parse(valid_to ?? '');
  return Number.isNaN(end) ? undefined : end;
}

/** Codes of Node's for a certificate that is not taken, but for one that has ended. */
const certificateCodes =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_CA|HOSTNAME_MISMATCH)$/;

/** What is wrong with the certificate that a connection failed for; undefined where it failed for something else. */
export function certificateFailure(code: string | undefined, endsAt: number | undefined): Failure | undefined {
  if (code === 'CERT_HAS_EXPIRED')
    return failure('monitor/certificate-ended', { date: endsAt === undefined ? '—' : new Date(endsAt).toISOString().slice(0, 10) });
  return certificateCodes.test(code ?? '') ? failure('monitor/certificate', { reason: code ?? '' }) : undefined;
}
