import type { Installation } from './installations.ts';
import { releaseOf } from './instance.ts';
import type { Linked } from './link.ts';

/**
 * False for a store that came with another program: charts bring databases of their own, which belong to that program and are
 * nobody's tool. A store that was installed for itself is alone in its release.
 */
export function withoutBundled(installation: Installation, linked: Linked): boolean {
  if (!installation.rule.store) return true;
  const own = [...installation.services, ...installation.workloads];
  const releases = new Set(own.map(releaseOf).filter((release) => release !== undefined));
  const uids = new Set(own.map(({ uid }) => uid));
  const families = new Set(own.map(familyOf));
  return ![...linked.services.map(({ service }) => service), ...linked.workloads].some(
    (part) =>
      part.namespace === installation.namespace &&
      !uids.has(part.uid) &&
      !families.has(familyOf(part)) &&
      releases.has(releaseOf(part) ?? ''),
  );
}

/** The program that an object is a part of, as its chart calls it. */
function familyOf({ labels }: { readonly labels: Readonly<Record<string, string>> }): string | undefined {
  return labels['app.kubernetes.io/name'] ?? labels['app'];
}
