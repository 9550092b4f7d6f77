import type { Bundle } from '../../diagnostics/bundle.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnosis } from '../../diagnostics/finding.ts';
import { renderMarkdown, renderText } from '../../diagnostics/render.ts';
import { gatherEvidence, gatherNamespace } from '../../k8s/evidence/gather.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { bundleOf } from '../evidence-files.ts';
import { Failure } from '../failure.ts';
import type { Output } from '../output.ts';
import { subjectOf } from '../subject.ts';
import { UsageError } from '../usage.ts';

/** `porthole explain`: why something fails or waits, from files or from the cluster. */
export async function explain(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  if (call.operands.length > 1) throw new UsageError('explain takes one KIND/NAME at most');
  const [word] = call.operands;
  const diagnosis =
    call.files.length > 0
      ? fromBundle(await bundleOf(call.files), word, call)
      : await fromCluster(word, call, signal);
  switch (call.output) {
    case 'json':
      return output.json(diagnosis);
    case 'markdown':
      return output.write(`${renderMarkdown(diagnosis)}\n`);
    case 'text':
      return output.write(`${renderText(diagnosis)}\n`);
  }
}

function fromBundle(bundle: Bundle, word: string | undefined, call: Call): Diagnosis {
  if (word === undefined) return diagnose(bundle);
  const subject = subjectOf(word, call.namespace ?? onlyNamespace(bundle) ?? 'default');
  return diagnose(bundle, subject);
}

async function fromCluster(word: string | undefined, call: Call, signal: AbortSignal): Promise<Diagnosis> {
  const cluster = await openCluster(call, signal);
  try {
    if (word === undefined) {
      const { bundle } = await gatherNamespace(
        cluster.api,
        call.allNamespaces ? undefined : cluster.namespace,
        {},
        signal,
      );
      return diagnose(bundle);
    }
    const subject = subjectOf(word, cluster.namespace);
    const { bundle } = await gatherEvidence(cluster.api, subject, {}, signal);
    const seen = bundle.objects.some(
      (object) =>
        object['kind'] === subject.kind &&
        (object['metadata'] as { name?: unknown } | undefined)?.name === subject.name,
    );
    if (!seen) throw new Failure(missing(subject.kind, subject.name, subject.namespace, bundle));
    return diagnose(bundle, subject);
  } finally {
    cluster.dispose();
  }
}

function missing(kind: string, name: string, namespace: string | undefined, bundle: Bundle): string {
  const refused = bundle.notSeen.find((entry) => entry.reason === 'not-allowed');
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  if (refused)
    return `Your account may not see ${refused.what}${place}, so ${kind} ${name} cannot be explained.`;
  return `There is no ${kind} ${name}${place}. "porthole pods" lists what is there; -n names another namespace.`;
}

/** The namespace of everything in a bundle, where there is only one: then nobody has to type it. */
function onlyNamespace(bundle: Bundle): string | undefined {
  const names = new Set(
    bundle.objects.flatMap(
      (object) => (object['metadata'] as { namespace?: string } | undefined)?.namespace ?? [],
    ),
  );
  return names.size === 1 ? [...names][0] : undefined;
}
