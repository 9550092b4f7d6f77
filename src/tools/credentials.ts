import type { Installation } from './installations.ts';
import type { Credential, Endpoint } from './installed-tool.ts';

/** Where the passwords and tokens of an installation are kept, as far as its objects say so. */
export function credentialsOf(
  installation: Installation,
  endpoints: readonly Endpoint[],
): readonly Credential[] {
  return (installation.rule.credentials ?? []).flatMap(({ id, title, env, secret }) => {
    const place = (env && byVariable(installation, env)) ?? (secret && byService(endpoints, secret));
    return place ? [{ id, title: title(), ...place }] : [];
  });
}

type Place = Pick<Credential, 'secret' | 'key'>;

function byVariable({ workloads, pods }: Installation, env: RegExp): Place | undefined {
  const found = [...workloads, ...pods]
    .flatMap(({ containers }) => containers)
    .flatMap(({ envSecrets }) => envSecrets)
    .find((variable) => env.test(variable.env));
  return found && { secret: found.secret, key: found.key };
}

function byService(
  endpoints: readonly Endpoint[],
  rule: { endpoint: string; name: (service: string) => string | undefined; key: string },
): Place | undefined {
  const service = endpoints.find(({ id }) => id === rule.endpoint)?.service;
  const secret = service === undefined ? undefined : rule.name(service);
  return secret === undefined ? undefined : { secret, key: rule.key };
}
