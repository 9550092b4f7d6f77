import type { ToolOutput } from '../bundle.ts';
import type { ObjectRef } from '../finding.ts';
import type { EventFact } from './event-facts.ts';
import { refTo } from './refs.ts';

/** `Warning  FailedMount  3m (x12 over 25m)  kubelet  message` as kubectl describe prints it. */
const DESCRIBED = /^\s*(Normal|Warning)\s+([A-Z]\w+)\s+(.+?)\s{2,}(\S[^\n]*?)\s{2,}(\S.*)$/;
/** `5m  Warning  FailedMount  pod/train  message` as kubectl get events prints it. */
const LISTED = /^\s*(\S+)\s+(Normal|Warning)\s+([A-Z]\w+)\s+(\w+)\/([\w.-]+)\s+(\S.*)$/;
/** `2026-01-15T10:00:00Z [Warning] message` as JupyterHub's progress shows it. */
const RELAYED = /\[(Normal|Warning)\]\s+(\S.*)$/;

/** The reason that belongs to a message, for sources that print only messages. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/nodes are available|unbound immediate|persistentvolumeclaim "[^"]+" not found/, 'FailedScheduling'],
  [/didn't trigger scale-up/, 'NotTriggerScaleUp'],
  [/triggered scale-up/, 'TriggeredScaleUp'],
  [/Multi-Attach|AttachVolume\.Attach failed/, 'FailedAttachVolume'],
  [/MountVolume|Unable to attach or mount/, 'FailedMount'],
  [/create pod sandbox/i, 'FailedCreatePodSandBox'],
  [/Failed to pull image|ErrImagePull/, 'Failed'],
  [/probe failed/, 'Unhealthy'],
  [/Back-off (?:restarting|pulling)/, 'BackOff'],
  [/Successfully assigned/, 'Scheduled'],
  [/^Pulling image/, 'Pulling'],
];

/** Seconds of `3m12s`, `25h`, `2d4h`. */
function ageSeconds(age: string): number | undefined {
  let seconds = 0;
  let any = false;
  for (const [, count, unit] of age.matchAll(/(\d+)([dhms])/g)) {
    any = true;
    seconds += Number(count) * ({ d: 86400, h: 3600, m: 60, s: 1 }[unit ?? 's'] ?? 1);
  }
  return any ? seconds : undefined;
}

/** Events that stand in what a tool printed; they count like events of the cluster. `about` is the object the output is about. */
export function toldEvents(output: ToolOutput, now: number): EventFact[] {
  if (!/Normal|Warning/.test(output.text)) return [];
  const name = /^Name:\s+(\S+)/m.exec(output.text)?.[1] ?? output.name;
  const namespace = /^Namespace:\s+(\S+)/m.exec(output.text)?.[1] ?? output.namespace;
  const facts: EventFact[] = [];
  for (const line of output.text.split('\n')) {
    const described = DESCRIBED.exec(line);
    const listed = described ? null : LISTED.exec(line);
    if (described)
      facts.push(
        fact(
          refTo('Pod', namespace, name),
          described[1],
          described[2],
          described[5],
          described[3],
          described[4] ?? '',
          now,
        ),
      );
    else if (listed)
      facts.push(
        fact(
          refTo(kindOf(listed[4]), namespace, listed[5] ?? ''),
          listed[2],
          listed[3],
          listed[6],
          listed[1],
          '',
          now,
        ),
      );
    else {
      const relayed = RELAYED.exec(line);
      const reason = relayed && reasons.find(([pattern]) => pattern.test(relayed[2] ?? ''))?.[1];
      if (reason !== null && reason !== undefined)
        facts.push(fact(refTo('Pod', namespace, name), relayed?.[1], reason, relayed?.[2], '60s', '', now));
    }
  }
  return facts;
}

function fact(
  about: ObjectRef,
  type = 'Normal',
  reason = '',
  message = '',
  age = '',
  component: string,
  now: number,
): EventFact {
  const over = /\(x(\d+) over ([\dhmsd]+)\)/.exec(age);
  const last = now - (ageSeconds(age.split('(')[0] ?? '') ?? 60) * 1000;
  const first = over ? now - (ageSeconds(over[2] ?? '') ?? 60) * 1000 : last;
  return {
    about,
    type,
    reason,
    message: message.trim(),
    count: over ? Number(over[1]) : 1,
    first,
    last,
    component,
  };
}

function kindOf(word: string | undefined): string {
  const kinds: Readonly<Record<string, string>> = {
    pod: 'Pod',
    replicaset: 'ReplicaSet',
    job: 'Job',
    statefulset: 'StatefulSet',
    deployment: 'Deployment',
    persistentvolumeclaim: 'PersistentVolumeClaim',
    node: 'Node',
    daemonset: 'DaemonSet',
  };
  return kinds[word?.toLowerCase() ?? ''] ?? word ?? '';
}
