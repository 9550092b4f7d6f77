import { ClusterError } from '../../k8s/problem.ts';
import { mainContainer, podRecord, type PodRecord } from '../../k8s/model/pod.ts';
import { followLog } from '../../k8s/streams/follow-log.ts';
import type { LogEnd, LogMark, LogSource } from '../../k8s/streams/log-events.ts';
import { mergeLogs } from '../../k8s/streams/merge-logs.ts';
import type { ClusterApi } from '../../k8s/transport/cluster-api.ts';
import { isRecord, list, record, textMap } from '../../common/json.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { Call } from '../arguments.ts';
import { openCluster } from '../cluster.ts';
import { Failure } from '../failure.ts';
import type { Output } from '../output.ts';
import { subjectOf } from '../subject.ts';
import { UsageError } from '../usage.ts';

/** `porthole logs`: the same lines as the Logs page. Several sources carry their name in front. */
export async function logs(call: Call, output: Output, signal: AbortSignal): Promise<void> {
  const [word] = call.operands;
  if (word === undefined || call.operands.length > 1) throw new UsageError('logs takes one POD or KIND/NAME');
  const cluster = await openCluster(call, signal);
  try {
    const pods = await podsOf(cluster.api, word, cluster.namespace, signal);
    const sources = pods.flatMap((pod) => sourcesOf(pod, call));
    const options = {
      follow: call.follow,
      previous: call.previous,
      ...(call.tail === undefined ? {} : { tailLines: call.tail }),
      ...(call.sinceSeconds === undefined ? {} : { sinceSeconds: call.sinceSeconds }),
    };
    const merged = mergeLogs(
      sources.map((source) => (ended: AbortSignal) => followLog(cluster.api, source, options, ended)),
      signal,
    );
    const prefix = (index: number) =>
      sources.length > 1 ? `[${sources[index]?.pod ?? ''} ${sources[index]?.container ?? ''}] ` : '';
    let refused: string | undefined;
    for await (const event of merged) {
      if (event.kind === 'lines')
        await output.raw(event.lines.map((line) => `${prefix(line.source)}${line.text}\n`).join(''));
      else if (event.kind === 'failed') throw event.error;
      else {
        const words = markWords(event.mark);
        if (words !== undefined) output.message(`${prefix(event.source)}${words}`);
        if (
          event.mark.kind === 'ended' &&
          event.mark.end.reason !== 'finished' &&
          event.mark.end.reason !== 'pod-gone'
        )
          refused = words;
      }
    }
    if (refused !== undefined && sources.length === 1) throw new Failure('Nothing more can be shown.');
  } finally {
    cluster.dispose();
  }
}

async function podsOf(
  api: ClusterApi,
  word: string,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly PodRecord[]> {
  const subject = subjectOf(word, namespace);
  const base = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  if (subject.kind === 'Pod') {
    const pod = await api.json({ path: `${base}/${encodeURIComponent(subject.name)}` }, signal);
    return isRecord(pod) ? [podRecord(pod)] : [];
  }
  const plural: Readonly<Record<string, string>> = {
    Job: 'batch/v1/%/jobs',
    Deployment: 'apps/v1/%/deployments',
    StatefulSet: 'apps/v1/%/statefulsets',
    DaemonSet: 'apps/v1/%/daemonsets',
    ReplicaSet: 'apps/v1/%/replicasets',
  };
  const path = plural[subject.kind];
  if (path === undefined)
    throw new UsageError(`logs does not know how to find the pods of a ${subject.kind}`);
  const owner = await api.json(
    {
      path: `/apis/${path.replace('%', `namespaces/${encodeURIComponent(namespace)}`)}/${encodeURIComponent(subject.name)}`,
    },
    signal,
  );
  const labels = Object.entries(textMap(record(owner, 'spec', 'selector'), 'matchLabels'));
  if (labels.length === 0) throw new Failure(`${word} does not say which pods are its own.`);
  const answer = await api.json(
    { path: base, query: { labelSelector: labels.map(([key, value]) => `${key}=${value}`).join(',') } },
    signal,
  );
  const pods = list(answer, 'items').filter(isRecord).map(podRecord);
  if (pods.length === 0) throw new ClusterError({ kind: 'not-found', message: `no pods of ${word}` });
  return pods;
}

function sourcesOf(pod: PodRecord, call: Call): readonly LogSource[] {
  const at = (container: string): LogSource => ({ namespace: pod.namespace, pod: pod.name, container });
  if (call.allContainers) return pod.containers.map((container) => at(container.name));
  if (call.container === undefined) return [at(mainContainer(pod)?.name ?? pod.containers[0]?.name ?? '')];
  if (pod.containers.some((container) => container.name === call.container)) return [at(call.container)];
  throw new Failure(
    `Pod ${pod.name} has no container "${call.container}". It has: ${pod.containers.map((container) => container.name).join(', ')}.`,
  );
}

/** What stands between the lines, in a line on stderr. */
function markWords(mark: LogMark): string | undefined {
  switch (mark.kind) {
    case 'gap':
      return 'lines are missing here: the node no longer had them';
    case 'interrupted':
      return mark.problem ? `connection lost: ${problemWords(mark.problem).short}` : 'connection lost';
    case 'reconnected':
      return 'connected again';
    case 'waiting':
      return `waiting: ${mark.reason}`;
    case 'restarted':
      return `restarted (${mark.restarts}${mark.reason === undefined ? '' : `, ${mark.reason}`}${mark.exitCode === undefined ? '' : `, exit ${mark.exitCode}`})`;
    case 'ended':
      return endWords(mark.end);
  }
}

function endWords(end: LogEnd): string | undefined {
  switch (end.reason) {
    case 'finished':
      return undefined;
    case 'pod-gone':
      return 'the pod is gone';
    case 'not-started':
      return `the container has not started yet: ${end.waiting}`;
    case 'no-previous-run':
      return 'there was no run before this one';
    case 'no-such-container':
      return `no such container; there are: ${end.containers.join(', ')}`;
    case 'not-kept':
      return 'the node no longer has this log';
    case 'problem':
      return problemWords(end.problem).title;
  }
}
