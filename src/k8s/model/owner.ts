import type { ObjectMetadata, OwnerRef } from './metadata.ts';

/** What somebody made by hand and would call their work. */
export interface TopOwner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Unknown where the owner was concluded from names. */
  readonly uid: string | undefined;
}

type Owned = Pick<ObjectMetadata, 'owners'>;

/** Job -> CronJob, Pod -> ReplicaSet -> Deployment -> a custom resource or two; more would be a circle. */
const HIGHEST = 10;
/** A CronJob ends the names of its jobs with the minute they were due, counted from 1970. */
const MINUTE_NAME = /^(.+)-(\d{8,10})$/;
const MINUTE_MS = 60_000;
const TWO_DAYS_MS = 2 * 24 * 3_600_000;

/** An object as references name it. */
export type OwnerName = Pick<OwnerRef, 'apiVersion' | 'kind' | 'name'>;

/**
 * Follows owner references to the top, through kinds that nobody has heard of, as far as `find` knows the objects. Where it does
 * not know a ReplicaSet or a Job (this user may not see it, or it was not read), their names still tell the Deployment or CronJob,
 * and it goes on from there.
 */
export function topOwner(
  pod: Pick<ObjectMetadata, 'owners' | 'labels' | 'createdAt'>,
  find: (owner: OwnerName) => Owned | undefined,
): TopOwner | undefined {
  let top: TopOwner | undefined;
  let current: Owned | undefined = pod;
  for (let height = 0; current && height < HIGHEST; height += 1) {
    const next = ownerOf(current);
    if (!next) break;
    top = { apiVersion: next.apiVersion, kind: next.kind, name: next.name, uid: next.uid };
    current = find(next);
    const above: TopOwner | undefined = current ? undefined : concluded(next, pod);
    if (!above) continue;
    top = above;
    current = find(above);
  }
  return top;
}

/** The owner that looks after an object; else the first of those that it goes with. */
export function ownerOf(object: Owned): OwnerRef | undefined {
  return object.owners.find((owner) => owner.controller) ?? object.owners[0];
}

/** Who must be above an owner, by the names that the controllers of Kubernetes give. */
export function concluded(
  owner: OwnerName,
  pod: Pick<ObjectMetadata, 'labels' | 'createdAt'>,
): TopOwner | undefined {
  const hash = pod.labels['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`)) {
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: owner.name.slice(0, -hash.length - 1),
      uid: undefined,
    };
  }
  const [, name, minute] = (owner.kind === 'Job' && MINUTE_NAME.exec(owner.name)) || [];
  // Only where the number is a time near the pod's own: a job may well end in a date or an order number.
  if (
    name !== undefined &&
    pod.createdAt !== undefined &&
    Math.abs(Number(minute) * MINUTE_MS - pod.createdAt) < TWO_DAYS_MS
  ) {
    return { apiVersion: 'batch/v1', kind: 'CronJob', name, uid: undefined };
  }
  return undefined;
}
