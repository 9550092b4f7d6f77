import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { at, number, text } from '../../src/common/json.ts';
import { ContractClient } from './client.ts';
import type { ContractSubject } from './subject.ts';

/** A real control plane with fake nodes (kwok, label `type=kwok`), as an administrator reaches it. */
export interface RealServer {
  readonly server: string;
  readonly ca: string | Buffer;
  readonly token: string;
  /** Where the log of a fake pod may lie; whoever made it removes it. */
  readonly folder: string;
  /** Makes the API server lose its history: ends it hard and starts it again, resolves when it is ready. */
  readonly forget?: () => Promise<void>;
}

export interface RealSubject {
  readonly subject: ContractSubject;
  end(): Promise<void>;
}

const PORT = 5000;

/** Makes on a real server, through its API alone, what the story of the sample cluster has. */
export async function realSubject(real: RealServer): Promise<RealSubject> {
  const namespace = `contract-${process.pid}-${Date.now().toString(36)}`;
  const logFile = path.join(real.folder, `${namespace}.log`);
  const line = (at: Date, words: string) => `${at.toISOString().replace('Z', '000001Z')} stdout F ${words}\n`;
  writeFileSync(
    logFile,
    [9, 7, 6, 4, 2, 1].map((age) => line(new Date(Date.now() - age * 700), `line of ${age}`)).join(''),
  );
  const page = await answering();

  const subject: ContractSubject = {
    ...real,
    namespace,
    deployment: 'api',
    containers: ['api', 'metrics'],
    talking: 'talking',
    speak: () => appendFileSync(logFile, line(new Date(), 'one more')),
    unscheduled: 'wants-gpu',
    restricted: { token: '', user: `system:serviceaccount:${namespace}:viewer`, namespace },
    forward: { port: PORT, path: '/health', closedPort: PORT + 1 },
  };
  const client = new ContractClient(subject);
  const make = async (collection: string, object: object) => {
    const answer = await client.ask('POST', collection, { body: object });
    assert.ok(answer.status === 201, `${collection}: ${answer.text}`);
    return answer;
  };
  const here = (group: string, plural: string) => `${group}/namespaces/${namespace}/${plural}`;
  const kwok = '/apis/kwok.x-k8s.io/v1alpha1';
  const pod = (name: string, containers: readonly object[]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { nodeSelector: { type: 'kwok' }, containers },
  });

  const end = async () => {
    await client.ask('DELETE', `/api/v1/namespaces/${namespace}`);
    for (const plural of ['clusterlogs', 'clusterportforwards'])
      await client.ask('DELETE', `${kwok}/${plural}/${namespace}`);
    page.closeAllConnections();
    await new Promise((resolve) => page.close(resolve));
  };

  try {
    await make('/api/v1/namespaces', { metadata: { name: namespace } });
    const selector = { matchNamespaces: [namespace] };
    await make(`${kwok}/clusterlogs`, {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterLogs',
      metadata: { name: namespace },
      spec: { selector, logs: [{ logsFile: logFile, follow: true }] },
    });
    const target = { address: '127.0.0.1', port: (page.address() as AddressInfo).port };
    await make(`${kwok}/clusterportforwards`, {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'ClusterPortForward',
      metadata: { name: namespace },
      spec: { selector, forwards: [{ ports: [PORT], target }] },
    });
    // Pods are refused until the controller has given the namespace its service account.
    await appears(client, here('/api/v1', 'serviceaccounts'), 'default', () => true);
    const rbac = '/apis/rbac.authorization.k8s.io/v1';
    await make(here('/api/v1', 'serviceaccounts'), { metadata: { name: 'viewer' } });
    await make(here(rbac, 'roles'), {
      metadata: { name: 'viewer' },
      rules: [{ apiGroups: ['', 'apps', 'batch'], resources: ['*'], verbs: ['get', 'list', 'watch'] }],
    });
    await make(here(rbac, 'rolebindings'), {
      metadata: { name: 'viewer' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'viewer' },
      subjects: [{ kind: 'ServiceAccount', name: 'viewer', namespace }],
    });
    const token = await make(here('/api/v1', 'serviceaccounts/viewer/token'), {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    });

    const labels = { app: subject.deployment };
    const containers = subject.containers.map((name) => ({ name, image: 'registry.invalid/x:1' }));
    await make(here('/apis/apps/v1', 'deployments'), {
      metadata: { name: subject.deployment },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { nodeSelector: { type: 'kwok' }, containers } },
      },
    });
    await make(
      here('/api/v1', 'pods'),
      pod(subject.talking, [{ name: 'main', image: 'registry.invalid/x:1' }]),
    );
    await make(
      here('/api/v1', 'pods'),
      pod(subject.unscheduled, [
        { name: 'main', image: 'registry.invalid/x:1', resources: { limits: { 'nvidia.com/gpu': '1' } } },
      ]),
    );
    await appears(
      client,
      here('/api/v1', 'pods'),
      subject.talking,
      (object) => text(object, 'status', 'phase') === 'Running',
    );
    await appears(
      client,
      here('/api/v1', 'pods'),
      subject.unscheduled,
      (object) => text(object, 'status', 'conditions', 0, 'reason') === 'Unschedulable',
    );
    await appears(
      client,
      here('/apis/apps/v1', 'deployments'),
      subject.deployment,
      (object) => number(object, 'status', 'readyReplicas') === 2,
    );
    return {
      subject: {
        ...subject,
        restricted: { ...subject.restricted, token: text(token.json, 'status', 'token') ?? '' },
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Waits until an object is as it should be, by watching it. */
async function appears(
  client: ContractClient,
  collection: string,
  name: string,
  fits: (object: unknown) => boolean,
): Promise<void> {
  const lines = await client.lines(
    `${collection}?watch=1&fieldSelector=metadata.name=${name}&timeoutSeconds=60`,
  );
  await lines.until((line) => {
    const object = at(JSON.parse(line), 'object');
    return fits(object) ? object : undefined;
  });
  lines.close();
}

async function answering(): Promise<Server> {
  const page = createServer((_request, response) => response.end('OK'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  return page;
}
