import type { PodRecord } from '../../k8s/model/pod.ts';

/** The part of a pod that says whose it may be. */
export type Marks = Pick<PodRecord, 'name' | 'labels' | 'annotations'>;

/** Names of accounts that many people share, or that say nothing: nobody is known by them. */
const NOBODY = new Set([
  'admin',
  'administrator',
  'cluster-admin',
  'coder',
  'default',
  'jovyan',
  'kubeconfig',
  'kubernetes',
  'kubernetes-admin',
  'root',
  'system',
  'token',
  'ubuntu',
  'user',
  'vscode',
  'you',
]);
/** Too short to be found in the name of a pod without being found by chance. */
const SHORTEST_IN_NAME = 3;

/**
 * Keys under which tools write whose a pod is: `hub.jupyter.org/username` (JupyterHub), `workflows.argoproj.io/creator`,
 * `creator-email` and `creator-preferred-username` (Argo), `owner` (Kubeflow profiles, Dask), `user` (Run:ai, Determined, by hand).
 */
const WHOSE =
  /(^|[-_./])(user|user-?name|owner|creator|created-by|author|e?mail|creator-email|preferred-username)$/i;

/** What this person may be called, from how they sign in: `oidc:ana.b@example.org` is also `ana.b@example.org` and `ana.b`. */
export function namesOf(accounts: readonly (string | undefined)[]): readonly string[] {
  const names = new Set<string>();
  for (const account of accounts) {
    if (account === undefined) continue;
    const last = account.split(/[:/#|\\]/).at(-1) ?? '';
    for (const name of [last, last.split('@')[0] ?? '']) {
      const plain = plainly(name);
      if (plain.length > 1 && !NOBODY.has(plain)) names.add(plain);
    }
  }
  return [...names];
}

/** Whether a pod is probably this person's. A guess: Kubernetes does not keep who made a pod. */
export function isProbablyTheirs(marks: Marks, names: readonly string[]): boolean {
  if (names.length === 0) return false;
  const said = [...Object.entries(marks.labels), ...Object.entries(marks.annotations)].filter(([key]) =>
    WHOSE.test(key),
  );
  if (said.length > 0)
    return said.some(([, value]) => namesOf([value]).some((name) => names.some((own) => own === name)));
  // Nothing says whose it is: notebooks and jobs are often called after who started them.
  const parts = plainly(marks.name).split('-');
  return names.some((name) => name.length >= SHORTEST_IN_NAME && parts.includes(name));
}

/** Labels may not hold an address as it is: tools write `ana-40example-2eorg`, `ana.at.example.org` or `ana-example-org---1a2b3c`. */
function plainly(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/---[0-9a-f]{8}$/, '')
    .replace(/-40|\.at\.|-at-/, '@')
    .replace(/-2e/g, '.');
}
