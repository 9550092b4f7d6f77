import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { ClusterError } from '../problem.ts';
import type { ContextRef } from '../session.ts';
import { some, source, type ClusterEntry, type UserEntry } from './entries.ts';
import { bad } from './kubeconfig-file.ts';
import type { Located, Merged } from './load-kubeconfig.ts';
import type { Account, ClusterAddress, ExecPlugin, Target } from './target.ts';

const INTERACTIVE_MODES = ['Never', 'IfAvailable', 'Always'] as const;
const PROXY_SCHEMES = ['http:', 'https:', 'socks5:'];

/** Puts a context's entries together and makes kubectl's checks on them: what it refuses is refused, with the same reason. */
export async function targetOf(context: ContextRef, all: Merged): Promise<Target> {
  const cluster = all.clusters.get(context.cluster);
  if (!cluster)
    throw noContext(
      context,
      context.cluster === ''
        ? l10n.t('It names no cluster.')
        : l10n.t('The cluster "{0}" it names is not there.', context.cluster),
    );
  const user = all.users.get(context.user);
  if (!user && context.user !== '')
    throw noContext(context, l10n.t('The user "{0}" it names is not there.', context.user));
  const account = user ? await accountOf(context.user, user) : { name: '' };
  return { context, cluster: await addressOf(context, cluster, account), account };
}

async function addressOf(
  context: ContextRef,
  { entry, file }: Located<ClusterEntry>,
  account: Account,
): Promise<ClusterAddress> {
  if (entry.server === undefined)
    throw noContext(context, l10n.t('Its cluster "{0}" has no server address.', context.cluster));
  both(file, 'certificate-authority', entry.certificateAuthority, entry.certificateAuthorityData);
  await readable(file, 'certificate-authority', entry.certificateAuthority);
  const authority = source(entry.certificateAuthorityData, entry.certificateAuthority);
  if (entry.insecure && authority) {
    throw bad(
      file,
      l10n.t('cluster "{0}" has both a certificate authority and insecure-skip-tls-verify', context.cluster),
    );
  }
  if (entry.proxyUrl !== undefined && !PROXY_SCHEMES.includes(urlOf(entry.proxyUrl)?.protocol ?? '')) {
    throw bad(
      file,
      l10n.t(
        'the proxy-url of cluster "{0}" must begin with http://, https:// or socks5://',
        context.cluster,
      ),
    );
  }
  const hasTls = entry.insecure || authority !== undefined || account.clientCertificate !== undefined;
  const url = serverUrl(entry.server, hasTls);
  if (!url)
    throw bad(file, l10n.t('the server address of cluster "{0}" is not a web address', context.cluster));
  return {
    name: context.cluster,
    server: entry.server,
    url,
    insecure: entry.insecure,
    disableCompression: entry.disableCompression,
    ...some('certificateAuthority', authority),
    ...some('tlsServerName', entry.tlsServerName),
    ...some('proxyUrl', entry.proxyUrl),
    ...some('pluginConfig', entry.pluginConfig),
  };
}

async function accountOf(name: string, { entry, file }: Located<UserEntry>): Promise<Account> {
  const certificate = source(entry.clientCertificateData, entry.clientCertificate);
  const key = source(entry.clientKeyData, entry.clientKey);
  if (certificate) {
    both(file, 'client-certificate', entry.clientCertificate, entry.clientCertificateData);
    both(file, 'client-key', entry.clientKey, entry.clientKeyData);
    if (!key) throw bad(file, l10n.t('user "{0}" has a client certificate and no client key', name));
    await readable(file, 'client-certificate', entry.clientCertificate);
    await readable(file, 'client-key', entry.clientKey);
  }
  if (entry.token === undefined) await readable(file, 'tokenFile', entry.tokenFile);
  const basic = entry.username !== undefined || entry.password !== undefined;
  if (entry.token !== undefined && basic)
    throw bad(file, l10n.t('user "{0}" has both a token and a password', name));
  const { impersonate } = entry;
  if (
    impersonate.user === undefined &&
    (impersonate.uid !== undefined ||
      impersonate.groups.length > 0 ||
      Object.keys(impersonate.extra).length > 0)
  ) {
    throw bad(file, l10n.t('user "{0}" has as-groups, as-uid or as-user-extra without "as"', name));
  }
  if (entry.exec && entry.authProvider)
    throw bad(file, l10n.t('user "{0}" has both exec and auth-provider', name));
  return {
    name,
    ...(certificate && key ? { clientCertificate: certificate, clientKey: key } : {}),
    ...some('token', entry.token),
    ...some('tokenFile', entry.tokenFile),
    ...some('username', entry.username),
    ...some('password', entry.password),
    ...(impersonate.user === undefined ? {} : { impersonate: { ...impersonate, user: impersonate.user } }),
    ...some('exec', entry.exec && pluginOf(name, entry.exec, file)),
    ...some('authProvider', entry.authProvider),
  };
}

function pluginOf(user: string, exec: NonNullable<UserEntry['exec']>, file: string): ExecPlugin {
  const { command, apiVersion, interactiveMode } = exec;
  if (command === undefined) throw bad(file, l10n.t('the exec entry of user "{0}" names no command', user));
  if (apiVersion === undefined)
    throw bad(file, l10n.t('the exec entry of user "{0}" has no apiVersion', user));
  if (exec.env.some((variable) => variable.name === ''))
    throw bad(file, l10n.t('the exec entry of user "{0}" has a variable without a name', user));
  const mode = INTERACTIVE_MODES.find((known) => known === interactiveMode);
  if (!mode)
    throw bad(
      file,
      l10n.t(
        'the exec entry of user "{0}" needs an interactiveMode: {1}',
        user,
        INTERACTIVE_MODES.join(', '),
      ),
    );
  return { ...exec, command, apiVersion, interactiveMode: mode };
}

/** kubectl takes an address without a scheme, too, and guesses it from whether the entries have anything to do with TLS. */
function serverUrl(server: string, hasTls: boolean): string | undefined {
  const url = /^https?:\/\//i.test(server)
    ? urlOf(server)
    : urlOf(`${hasTls ? 'https' : 'http'}://${server}`);
  if (!url || url.hostname === '' || server.includes(' ')) return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function both(file: string, field: string, path: string | undefined, data: string | undefined): void {
  if (path !== undefined && data !== undefined)
    throw bad(file, l10n.t('it has both {0} and {1}; only one may be there', field, `${field}-data`));
}

async function readable(file: string, field: string, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw bad(file, l10n.t('the file {0}, which it names as {1}, cannot be read', path, field), error);
  }
}

function noContext(context: ContextRef, detail: string): ClusterError {
  return new ClusterError({ kind: 'no-context', wanted: context.name, detail });
}
