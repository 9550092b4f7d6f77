import * as l10n from '@vscode/l10n';
import type { NotSeen } from '../../diagnostics/bundle.ts';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { missingRight } from '../access-request.ts';
import type { Pair } from '../page-messages.ts';

/** What could not be looked at, once each, in words that say what it would have told; what matters most comes first. */
export function gapRows(gaps: readonly NotSeen[]): readonly Pair[] {
  const rows = new Map<string, Pair>();
  for (const { what, namespace, reason } of [...gaps].sort((a, b) => weight(b) - weight(a))) {
    if (reason === 'not-there') continue; // looked for and answered: that is evidence, and no gap
    const name = words(what, namespace);
    const value = reason === 'not-allowed' ? l10n.t('not visible for you') : l10n.t('could not be read');
    rows.set(name, { name, value });
  }
  return [...rows.values()];
}

/** What tells too little to ask a platform team for. Who may see whether a Secret is there may see what is in it. */
const NOT_WORTH_ASKING = new Set(['namespaces', 'persistentvolumes', 'secrets', 'serviceaccounts']);

/** What to ask for, so that the next look sees more: what is in the pod's namespace, and the machines. */
export function refusedHere(gaps: readonly NotSeen[], home: string): readonly ClusterProblem[] {
  const refused = gaps.filter(
    ({ what, namespace, reason }) =>
      reason === 'not-allowed' &&
      (namespace === undefined || namespace === home) &&
      /^[a-z]+$/.test(what) && // the kind of a custom resource whose plural nobody could look up
      !NOT_WORTH_ASKING.has(what),
  );
  const asked = new Map(refused.map((gap) => [`${gap.what} ${gap.namespace ?? ''}`, gap]));
  return [...asked.values()].map(({ what, namespace }) =>
    missingRight({
      verb: what === 'logs' ? 'get' : 'list',
      resource: what === 'logs' ? 'pods/log' : what,
      ...(namespace !== undefined && { namespace }),
    }),
  );
}

function weight({ what, namespace }: NotSeen): number {
  if (NOT_WORTH_ASKING.has(what) || (what === 'events' && namespace === 'default')) return 0;
  return what === 'logs' || what === 'events' ? 2 : 1;
}

/** The word of Kubernetes stays beside ours: an administrator wants to hear that one. */
function words(what: string, namespace: string | undefined): string {
  switch (what) {
    case 'logs':
      return l10n.t('What it printed (logs)');
    case 'events':
      return namespace === 'default'
        ? l10n.t('What happened on its machine (events in default)')
        : l10n.t('What the cluster did with it (events)');
    case 'nodes':
      return l10n.t('Machines (nodes)');
    case 'namespaces':
      return l10n.t('Rules of the namespace (namespaces)');
    case 'serviceaccounts':
      return l10n.t('The account it runs as (serviceaccounts)');
    case 'resourcequotas':
      return l10n.t('Quotas (resourcequotas)');
    case 'limitranges':
      return l10n.t('Limits of one pod (limitranges)');
    case 'persistentvolumeclaims':
      return l10n.t('Its storage (persistentvolumeclaims)');
    case 'secrets':
      return l10n.t('Whether its secrets are there (secrets)');
    case 'configmaps':
      return l10n.t('Whether its settings are there (configmaps)');
    default:
      return what;
  }
}
