import type { Fields } from './fields.ts';
import type { Account, ExecPlugin, Impersonation, Source } from './target.ts';

/** A cluster entry as it stands in a file, with paths made absolute. */
export interface ClusterEntry {
  readonly server?: string;
  readonly certificateAuthority?: string;
  readonly certificateAuthorityData?: string;
  readonly tlsServerName?: string;
  readonly insecure: boolean;
  readonly proxyUrl?: string;
  readonly disableCompression: boolean;
  readonly pluginConfig?: unknown;
}

/** A user entry as it stands in a file: certificate and key may be there twice, which only matters when the entry is used. */
export interface UserEntry extends Omit<
  Account,
  'name' | 'clientCertificate' | 'clientKey' | 'impersonate' | 'exec'
> {
  readonly clientCertificate?: string;
  readonly clientCertificateData?: string;
  readonly clientKey?: string;
  readonly clientKeyData?: string;
  readonly impersonate: Omit<Impersonation, 'user'> & { readonly user?: string };
  readonly exec?: Partial<Pick<ExecPlugin, 'apiVersion' | 'command'>> &
    Omit<ExecPlugin, 'apiVersion' | 'command' | 'interactiveMode'> & { readonly interactiveMode?: string };
}

export interface ContextEntry {
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
}

/** Makes a path from a kubeconfig absolute: relative ones are meant from the folder the file stands in. */
export type ResolvePath = (path: string) => string;

/** The name under which a cluster entry holds what sign-in programs want to know of it (KEP-541). */
const PLUGIN_CONFIG = 'client.authentication.k8s.io/exec';

export function clusterEntry(fields: Fields, resolve: ResolvePath): ClusterEntry {
  const config = fields.mappings('extensions').find((extension) => extension.text('name') === PLUGIN_CONFIG);
  return {
    insecure: fields.flag('insecure-skip-tls-verify'),
    disableCompression: fields.flag('disable-compression'),
    ...some('server', fields.text('server')),
    ...some('certificateAuthority', pathIn(fields, 'certificate-authority', resolve)),
    ...some('certificateAuthorityData', fields.data('certificate-authority-data')),
    ...some('tlsServerName', fields.text('tls-server-name')),
    ...some('proxyUrl', fields.text('proxy-url')),
    ...some('pluginConfig', config?.raw('extension')),
  };
}

export function userEntry(fields: Fields, resolve: ResolvePath): UserEntry {
  const extra = fields.mapping('as-user-extra');
  const provider = fields.mapping('auth-provider');
  return {
    ...some('clientCertificate', pathIn(fields, 'client-certificate', resolve)),
    ...some('clientCertificateData', fields.data('client-certificate-data')),
    ...some('clientKey', pathIn(fields, 'client-key', resolve)),
    ...some('clientKeyData', fields.data('client-key-data')),
    ...some('token', fields.text('token')),
    ...some('tokenFile', pathIn(fields, 'tokenFile', resolve)),
    ...some('username', fields.text('username')),
    ...some('password', fields.text('password')),
    impersonate: {
      ...some('user', fields.text('as')),
      ...some('uid', fields.text('as-uid')),
      groups: fields.texts('as-groups'),
      extra: Object.fromEntries(extra.names().map((name) => [name, extra.texts(name)])),
    },
    ...some('exec', fields.has('exec') ? execEntry(fields.mapping('exec'), resolve) : undefined),
    ...some('authProvider', fields.has('auth-provider') ? providerEntry(provider) : undefined),
  };
}

export function contextEntry(fields: Fields): ContextEntry {
  return {
    ...some('cluster', fields.text('cluster')),
    ...some('user', fields.text('user')),
    ...some('namespace', fields.text('namespace')),
  };
}

function execEntry(fields: Fields, resolve: ResolvePath): NonNullable<UserEntry['exec']> {
  const command = fields.text('command');
  const apiVersion = fields.text('apiVersion');
  return {
    ...some('apiVersion', apiVersion),
    // A bare name is looked for on the PATH; anything with a separator is a path.
    ...some('command', command !== undefined && /[/\\]/.test(command) ? resolve(command) : command),
    args: fields.texts('args'),
    env: fields
      .mappings('env')
      .map((entry) => ({ name: entry.text('name') ?? '', value: entry.text('value') ?? '' })),
    ...some('installHint', fields.text('installHint')),
    provideClusterInfo: fields.flag('provideClusterInfo'),
    // Only v1 has to say it; the versions before meant "if there is somebody to ask".
    ...some(
      'interactiveMode',
      fields.text('interactiveMode') ?? (apiVersion?.endsWith('/v1') ? undefined : 'IfAvailable'),
    ),
  };
}

function providerEntry(fields: Fields): NonNullable<UserEntry['authProvider']> {
  const config = fields.mapping('config');
  return {
    name: fields.text('name') ?? '',
    config: Object.fromEntries(config.names().map((name) => [name, config.text(name) ?? ''])),
  };
}

function pathIn(fields: Fields, name: string, resolve: ResolvePath): string | undefined {
  const path = fields.text(name);
  return path === undefined ? undefined : resolve(path);
}

/** A source from the two fields that a kubeconfig has for it; the data wins, as the check for both has been made before. */
export function source(data: string | undefined, path: string | undefined): Source | undefined {
  if (data !== undefined) return { from: 'text', text: data };
  return path === undefined ? undefined : { from: 'file', path };
}

/** A field that is there only when it has a value. */
export function some<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
