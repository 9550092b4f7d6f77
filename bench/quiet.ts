import { setTimeout as wait } from 'node:timers/promises';
import { list } from '../src/common/json.ts';
import type { ControlPlane } from '../test/harness/control-plane.ts';
import { expectSuccess } from '../test/harness/control-plane/requests.ts';
import { clusterUser } from '../test/harness/control-plane/users.ts';
import type { ClusterUser } from '../test/harness/control-plane/users.ts';
import { Subject } from './subject.ts';
import { Toll } from './toll.ts';
import type { Count } from './toll.ts';

/** What the sidebar asks of a cluster when it is opened, and once it is hidden. */
export interface Quiet {
  readonly opening: Count;
  readonly idle: { readonly requests: number; readonly seconds: number } & Pick<
    Count,
    'watches' | 'connections'
  >;
}

const NAMESPACES = ['calm-a', 'calm-b', 'calm-c', 'calm-d', 'calm-e'];
const PODS_EACH = 3;
/** Nothing more is asked for when nothing was asked for that long. */
const SETTLED_MS = 3_000;
/** Switching to another view and back must not list again: so much later the watches end. */
const LINGER_MS = 8_000;

/** Opens the sidebar of somebody with five namespaces, who may not list all there are, and hides it again. */
export async function measureQuiet(controlPlane: ControlPlane, idleSeconds: number): Promise<Quiet> {
  for (const namespace of NAMESPACES) await makeNamespace(controlPlane, namespace);
  const toll = await Toll.open(controlPlane);
  const subject = await Subject.start('visit.ts');
  try {
    await subject.ask('open', {
      kubeconfig: userThrough(toll, controlPlane).kubeconfig,
      namespaces: NAMESPACES,
    });
    await settled(toll);
    const opening = toll.count;
    await subject.ask('hide');
    await wait(LINGER_MS);
    const before = toll.count.requests;
    await wait(idleSeconds * 1000);
    const { requests, watches, connections } = toll.count;
    return { opening, idle: { requests: requests - before, seconds: idleSeconds, watches, connections } };
  } finally {
    subject.end();
    toll.close();
  }
}

const USER = 'ben';

async function makeNamespace(controlPlane: ControlPlane, namespace: string): Promise<void> {
  const { requests } = controlPlane;
  await controlPlane.makeNamespace(namespace);
  expectSuccess(
    `what ${USER} may do in ${namespace}`,
    await requests('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
      metadata: { name: USER },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'User', name: USER }],
    }),
  );
  for (let pod = 0; pod < PODS_EACH; pod += 1)
    expectSuccess(
      `a pod in ${namespace}`,
      await requests('POST', `/api/v1/namespaces/${namespace}/pods`, {
        metadata: { name: `worker-${pod}` },
        spec: { nodeName: 'fake-1', containers: [{ name: 'main', image: 'registry.example.com/worker:1' }] },
      }),
    );
  await controlPlane.waitFor(`pods of ${namespace} that run`, async () => {
    const path = `/api/v1/namespaces/${namespace}/pods?fieldSelector=status.phase=Running`;
    const { json } = await requests('GET', path);
    return list(json, 'items').length === PODS_EACH ? true : undefined;
  });
}

function userThrough(toll: Toll, controlPlane: ControlPlane): ClusterUser {
  const { proof } = controlPlane.tokenUser(USER);
  const address = { server: toll.address, authority: controlPlane.authority };
  return clusterUser(`${USER}-through-toll`, proof, address, controlPlane.folder, NAMESPACES[0]);
}

async function settled(toll: Toll): Promise<void> {
  for (let before = -1; before !== toll.count.requests || before === 0;) {
    before = toll.count.requests;
    await wait(SETTLED_MS);
  }
}
