import { CloserLooks } from '../../rows/closer-looks.ts';
import { liveRow } from '../../rows/bundle-rows.ts';
import { POD_ENTRIES, type PodEntry } from '../../rows/pod-entry.ts';
import type { Collection } from '../../k8s/live/collection.ts';
import { gatherEvidence } from '../../k8s/evidence/gather.ts';
import { createLiveCollection } from '../../k8s/live/live-collection.ts';
import type { TopOwner } from '../../k8s/model/owner.ts';
import type { PodRecord } from '../../k8s/model/pod.ts';
import { OwnerLookup } from '../../k8s/owners/owner-lookup.ts';
import { ClusterError } from '../../k8s/problem.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage.ts';
import { DisposableStore } from '../../common/disposable.ts';

/** What keeps the list from being live, for stderr; empty when it is. */
function troubleWords(current: Collection<PodEntry>): string {
  const problem = current.state === 'live' ? undefined : current.problem;
  return problem === undefined ? '' : problemWords(problem).title;
}

/** `porthole watch`: a line of JSON for each row that appears, changes or goes (`"gone": true`), until interrupted. */
export async function watch(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  if (call.operands.length > 0) throw new UsageError('watch takes no names; use -n NAMESPACE');
  const owned = new DisposableStore();
  try {
    const cluster = owned.own(await openCluster(call, signal));
    const pods = owned.own(
      createLiveCollection(cluster.api, POD_ENTRIES, call.allNamespaces ? undefined : cluster.namespace),
    );
    const looks = owned.own(
      new CloserLooks(
        async (pod, ended) => (await gatherEvidence(cluster.api, { kind: 'Pod', ...pod }, {}, ended)).bundle,
        {
          onError: (error) => output.message(error instanceof Error ? error.message : String(error)),
        },
      ),
    );
    const owners = owned.own(
      new OwnerLookup(cluster.api, {
        allowed: () => Promise.resolve(undefined),
        onUnexpected: (error) => output.message(String(error)),
      }),
    );
    const topOf = (pod: PodRecord): TopOwner | undefined => owners.topOf(pod);
    const printed = new Map<string, { readonly line: string; readonly name: object }>();
    let said = '';
    const print = (): void => {
      const { current } = pods;
      const words = troubleWords(current);
      if (words !== said && words !== '') output.message(words);
      said = words;
      if (current.state !== 'live') return;
      const now = Date.now();
      for (const [uid, entry] of current.items) {
        const { uid: _, controller: __, ...row } = liveRow(entry, looks.of(uid), now, topOf);
        // Ages grow by themselves: that is no change of the row.
        const line = JSON.stringify({ ...row, words: row.words.replace(/ · \d+ \S+( ago)?$/, '') });
        if (printed.get(uid)?.line === line) continue;
        printed.set(uid, { line, name: { namespace: row.namespace, name: row.name } });
        void output.raw(`${JSON.stringify(row)}\n`);
      }
      for (const [uid, { name }] of printed) {
        if (current.items.has(uid)) continue;
        printed.delete(uid);
        void output.raw(`${JSON.stringify({ ...name, gone: true })}\n`);
      }
      looks.want([...current.items.values()].filter((entry) => entry.object !== undefined));
    };
    owned.own(pods.onDidChange(print));
    owned.own(looks.onDidChange(print));
    owned.own(owners.onDidChange(print));
    owned.own(pods.observe());
    await new Promise<void>((resolve, reject) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      owned.own(
        pods.onDidChange(() => {
          // Nothing to wait for: the account may not see pods here.
          if (pods.current.state === 'denied') reject(new ClusterError(pods.current.problem));
        }),
      );
    });
  } finally {
    owned.dispose();
  }
}
