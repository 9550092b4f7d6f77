import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../problem.ts';

type Certificate = Extract<ClusterProblem, { kind: 'certificate' }>['reason'];
type Unreachable = Extract<ClusterProblem, { kind: 'unreachable' }>['reason'];

/** OpenSSL's verdicts on a server's certificate, as Node names them. */
const CERTIFICATES: Readonly<Record<string, Certificate>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  CERT_UNTRUSTED: 'unknown-authority',
  CERT_SIGNATURE_FAILURE: 'unknown-authority',
  INVALID_CA: 'unknown-authority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
};

/** What the system says when there is no way, as Node names it. */
const CONNECTIONS: Readonly<Record<string, Unreachable>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
};

/**
 * What an error of a connection means. Never fails to answer: what is not known is `unreachable` by the network. The detail is the
 * system's own sentence, which holds addresses and no secrets.
 */
export function connectionProblem(error: unknown, server: string): ClusterProblem {
  const code = codeOf(error);
  const detail = messageOf(error);
  const certificate = CERTIFICATES[code];
  if (certificate) return { kind: 'certificate', server, reason: certificate, detail };
  if (/^ERR_SSL_.*(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)/.test(code)) {
    return {
      kind: 'certificate',
      server,
      reason: 'other',
      detail: l10n.t('what answers there does not speak TLS; the address may have to begin with http://'),
    };
  }
  // Alerts are what the server says to us: that it does not like our certificate, or wants one.
  if (/^ERR_SSL_.*ALERT.*(?:CERTIFICATE|UNKNOWN_CA)/.test(code))
    return { kind: 'certificate', server, reason: 'client', detail };
  if (/^ERR_(?:SSL|OSSL|TLS)_/.test(code) || code === 'EPROTO')
    return { kind: 'certificate', server, reason: 'other', detail };
  return { kind: 'unreachable', server, reason: CONNECTIONS[code] ?? 'network', detail };
}

/** The system's code of an error; of the first one where several addresses were tried. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
