import * as l10n from '@vscode/l10n';
import { instant, isRecord, text, type Json } from '../../common/json.ts';
import type { ClusterAddress, ExecPlugin } from '../kubeconfig/target.ts';
import { belongTogether } from './client-certificate.ts';
import type { ClientCertificate } from './credentials.ts';

/** What a sign-in program answered. */
export interface PluginSecret {
  readonly token?: string;
  readonly certificate?: ClientCertificate;
  /** Milliseconds since the epoch; without it the secret counts until the server refuses it. */
  readonly expiresAt?: number;
}

/** The versions of the protocol between clients and sign-in programs (client-go credential plugins). */
const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

export function isKnownVersion(apiVersion: string): boolean {
  return VERSIONS.includes(apiVersion);
}

/** The value of KUBERNETES_EXEC_INFO. `authority` is the PEM text of the cluster's authority. */
export function execInfo(
  plugin: ExecPlugin,
  cluster: ClusterAddress,
  authority: string | undefined,
  interactive: boolean,
): string {
  const about = {
    server: cluster.server,
    ...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.insecure ? { 'insecure-skip-tls-verify': true } : {}),
    ...(authority === undefined
      ? {}
      : { 'certificate-authority-data': Buffer.from(authority, 'utf8').toString('base64') }),
    ...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.disableCompression ? { 'disable-compression': true } : {}),
    ...(cluster.pluginConfig === undefined ? {} : { config: cluster.pluginConfig }),
  };
  const spec = { ...(plugin.provideClusterInfo ? { cluster: about } : {}), interactive };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: plugin.apiVersion, spec });
}

/**
 * Reads what the program printed. The result is the secret, or a sentence that says what is wrong with the answer and quotes
 * nothing of it.
 */
export function readExecCredential(
  stdout: string,
  apiVersion: string,
): PluginSecret | { readonly wrong: string } {
  const answer = parse(stdout);
  if (!isRecord(answer) || text(answer, 'kind') !== 'ExecCredential')
    return { wrong: l10n.t('it did not print an ExecCredential') };
  const version = text(answer, 'apiVersion');
  if (version !== apiVersion)
    return {
      wrong: l10n.t(
        'it answered in another version of the protocol than the kubeconfig asks for ({0})',
        apiVersion,
      ),
    };
  const token = filled(answer, 'token');
  const cert = filled(answer, 'clientCertificateData');
  const key = filled(answer, 'clientKeyData');
  if ((cert === undefined) !== (key === undefined))
    return { wrong: l10n.t('it gave a certificate without its key, or a key without its certificate') };
  if (token === undefined && cert === undefined)
    return { wrong: l10n.t('it gave neither a token nor a certificate') };
  const certificate = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  if (certificate && !belongTogether(certificate))
    return { wrong: l10n.t('its certificate and key cannot be read or do not belong together') };
  const expiresAt = instant(answer, 'status', 'expirationTimestamp');
  return {
    ...(token === undefined ? {} : { token }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function filled(answer: Json, field: string): string | undefined {
  return text(answer, 'status', field) || undefined;
}

function parse(stdout: string): Json {
  try {
    return JSON.parse(stdout) as Json;
  } catch {
    return undefined; // said in our own words by the caller: the parser's would quote the text
  }
}
