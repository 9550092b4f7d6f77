import { execFile } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { controlPlaneAssets } from './assets.ts';
import type { Assets } from './assets.ts';
import { reportToStderr } from './cache.ts';
import type { Report } from './cache.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { CertificateAuthority, newPrivateKey, publicKeyOf } from './control-plane/certificates.ts';
import { addFakeNodes, addKwokResources, isReadyForPods } from './control-plane/contents.ts';
import type { FakeNodes } from './control-plane/contents.ts';
import {
  API_SERVICE,
  PORTS,
  apiServerFlags,
  controllerFlags,
  etcdFlags,
  kwokFlags,
  schedulerFlags,
} from './control-plane/flags.ts';
import type { Layout } from './control-plane/flags.ts';
import { freePorts } from './control-plane/ports.ts';
import { expectSuccess, requestsAs } from './control-plane/requests.ts';
import type { Requests } from './control-plane/requests.ts';
import { compactStore } from './control-plane/store.ts';
import { namespacedUser } from './control-plane/rbac.ts';
import type { Rule } from './control-plane/rbac.ts';
import { clusterUser } from './control-plane/users.ts';
import type { ClusterAddress, ClusterUser } from './control-plane/users.ts';
import { Ledger } from './ledger.ts';

export interface ControlPlaneOptions {
  /** Two of 4 CPUs, 8 GiB and 110 pods each if nothing is said. */
  readonly fakeNodes?: FakeNodes;
  /** Users with a token that the API server knows from a file: name and groups. */
  readonly tokenUsers?: Readonly<Record<string, readonly string[]>>;
  readonly apiServerFlags?: readonly string[];
  readonly report?: Report;
}

/** etcd, API server, controller manager, scheduler and kwok's fake nodes, on loopback, with everything in one folder. */
export interface ControlPlane extends ClusterAddress {
  readonly folder: string;
  readonly assets: Assets;
  readonly authorityOf: CertificateAuthority;
  /** Where etcd answers, without a question who asks. */
  readonly etcd: string;
  /** May do everything (group system:masters, client certificate). */
  readonly admin: ClusterUser;
  /** The same with a token. */
  readonly adminByToken: ClusterUser & { readonly token: string };
  /** Sends a request as `admin`, for what tests prepare and look up. */
  readonly requests: Requests;
  /** A user of `options.tokenUsers`. */
  tokenUser(name: string): ClusterUser;
  /** A user with a client certificate; what it may do is what its name and groups are bound to. */
  certificateUser(name: string, groups?: readonly string[]): ClusterUser;
  /** Makes a ServiceAccount in the namespace that may do what the rules say there, and nothing else. It has a token. */
  namespacedUser(
    namespace: string,
    name: string,
    rules: readonly Rule[],
  ): Promise<ClusterUser & { readonly token: string }>;
  /** What kubectl prints. Rejects with what it says on stderr. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<string>;
  /** Makes a namespace and waits until pods can be made in it. */
  makeNamespace(name: string): Promise<void>;
  /** `kubectl apply` of YAML. */
  apply(yaml: string, options?: KubectlOptions): Promise<void>;
  /** Asks until there is an answer. The time is for a server that works; what is waited for comes earlier. */
  waitFor<T>(what: string, ask: () => Promise<T | undefined> | T | undefined, seconds?: number): Promise<T>;
  readonly apiServer: {
    /** Ends it at once, as a crash does: asked politely it stays for a minute while watches are open. */
    kill(): Promise<void>;
    /** Starts it again, on its old address, and waits until it is ready. */
    start(): Promise<void>;
    /** Starts one more, on an address of its own, with the same store behind it. Flags that are given again replace the usual ones; `authority` has issued its certificate. */
    another(flags?: readonly string[], authority?: string): Promise<AnotherApiServer>;
  };
  /** Holds everything still but etcd and the API server, until the answer is called: nobody else reacts to what is written, or takes processor time. */
  freeze(): () => void;
  /** Makes the store forget what was before. */
  compact(): Promise<void>;
  stop(): Promise<void>;
}

export interface AnotherApiServer {
  readonly port: number;
  /** Asks it to end, as a rolling update does, and does not wait. */
  leave(): void;
  kill(): Promise<void>;
}

export interface KubectlOptions {
  readonly input?: string;
  readonly user?: ClusterUser;
  /** For objects that do not name one. */
  readonly namespace?: string;
}

const ATTEMPTS = 3;
const READY_SECONDS = 90;

/** Ready for pods when it resolves: about six seconds on a quiet machine. Throws `MachineryMissing` where there are no programs. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const report = options.report ?? reportToStderr;
  const assets = await controlPlaneAssets(report);
  for (let attempt = 1; ; attempt++) {
    const ledger = Ledger.open();
    try {
      return await startIn(ledger, assets, options);
    } catch (error) {
      const lostPort = globSync(join(ledger.folder, '*.log')).some((log) =>
        readFileSync(log, 'utf8').includes('address already in use'),
      );
      await ledger.undo();
      if (!lostPort || attempt === ATTEMPTS) throw error;
      report('somebody else took a port in the meantime: starting the control plane again');
    }
  }
}

async function startIn(ledger: Ledger, assets: Assets, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { folder } = ledger;
  const layout: Layout = { folder, ports: await freePorts(PORTS) };
  const authorityOf = new CertificateAuthority('porthole test authority');
  const address: ClusterAddress = {
    server: `https://127.0.0.1:${layout.ports.apiServer}`,
    authority: authorityOf.certificate,
  };
  const users = writeIdentities(folder, authorityOf, address, options);
  const requests = requestsAs(users.admin.proof, address);

  const children: Child[] = [];
  const start = (
    program: 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok',
    args: readonly string[],
  ): Child => {
    const child = startChild(ledger, program, assets.program(program), args, {
      graceMs: 0, // nothing of it is kept
      env: { ...process.env, HOME: folder },
    });
    children.push(child);
    return child;
  };
  const startApiServer = (): Child =>
    start('kube-apiserver', [...apiServerFlags(layout), ...(options.apiServerFlags ?? [])]);
  const isReady = async (by = requests): Promise<true | undefined> => {
    const answer = await by('GET', '/readyz').catch(() => undefined); // does not listen yet
    return answer?.status === 200 ? true : undefined;
  };

  start('etcd', etcdFlags(layout));
  let apiServer = startApiServer();
  await unlessOneEnds(children, async () => {
    await apiServer.until('readiness', () => isReady(), READY_SECONDS * 1000);
    start('kube-controller-manager', controllerFlags(layout));
    start('kube-scheduler', schedulerFlags(layout));
    await addKwokResources(requests, assets.kwokResources);
    const names = await addFakeNodes(requests, options.fakeNodes);
    const kwok = start('kwok', kwokFlags(layout));
    await kwok.until(
      'a cluster that takes pods',
      () => isReadyForPods(requests, names),
      READY_SECONDS * 1000,
    );
  });

  const kubectl: ControlPlane['kubectl'] = (args, { input = '', user = users.admin, namespace } = {}) =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, HOME: folder, KUBECONFIG: user.kubeconfig };
      const child = execFile(
        assets.program('kubectl'),
        [...(namespace === undefined ? [] : [`--namespace=${namespace}`]), ...args],
        { maxBuffer: 256 << 20, env },
        (error, stdout, stderr) => {
          if (error) reject(new Error(`kubectl ${args.join(' ')}: ${stderr.trim() || error.message}`));
          else resolve(stdout);
        },
      );
      // Who reads nothing of what it is given ends with a word about it.
      child.stdin?.on('error', () => undefined);
      if (input === '') child.stdin?.end();
      else child.stdin?.end(input);
    });
  return {
    ...address,
    ...users,
    folder,
    assets,
    authorityOf,
    etcd: `http://127.0.0.1:${layout.ports.etcd}`,
    requests,
    certificateUser: (name, groups = []) =>
      clusterUser(name, authorityOf.issue({ name, groups }), address, folder),
    namespacedUser: (namespace, name, rules) =>
      namespacedUser(requests, { namespace, name, rules }, address, folder),
    kubectl,
    makeNamespace: async (name) => {
      const made = await requests('POST', '/api/v1/namespaces', { metadata: { name } });
      expectSuccess(`namespace ${name}`, made);
      const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
      await waitFor(`default account of ${name}`, async () =>
        (await requests('GET', account)).status === 200 ? true : undefined,
      );
    },
    apply: async (yaml, applyOptions = {}) => {
      await kubectl(['apply', '--server-side', '-f', '-'], { ...applyOptions, input: yaml });
    },
    waitFor,
    apiServer: {
      kill: () => apiServer.kill(),
      start: async () => {
        apiServer = startApiServer();
        await apiServer.until('readiness', () => isReady(), READY_SECONDS * 1000);
      },
      another: async (flags = [], authority = authorityOf.certificate) => {
        const { port } = await freePorts(['port']);
        const there = { server: `https://127.0.0.1:${port}`, authority };
        const more = [...(options.apiServerFlags ?? []), `--secure-port=${port}`, ...flags];
        const child = start('kube-apiserver', [...apiServerFlags(layout), ...more]);
        await child.until(
          'readiness',
          () => isReady(requestsAs(users.admin.proof, there)),
          READY_SECONDS * 1000,
        );
        return { port, leave: () => process.kill(child.pid, 'SIGTERM'), kill: () => child.kill() };
      },
    },
    freeze: () => {
      const others = children.filter(({ name }) => name !== 'etcd' && name !== 'kube-apiserver');
      for (const { pid } of others) process.kill(pid, 'SIGSTOP');
      return () => others.forEach(({ pid }) => process.kill(pid, 'SIGCONT'));
    },
    compact: () => compactStore(`http://127.0.0.1:${layout.ports.etcd}`),
    stop: () => ledger.undo(),
  };
}

interface Users {
  readonly admin: ClusterUser;
  readonly adminByToken: ClusterUser & { readonly token: string };
  tokenUser(name: string): ClusterUser;
}

function writeIdentities(
  folder: string,
  authority: CertificateAuthority,
  address: ClusterAddress,
  options: ControlPlaneOptions,
): Users {
  const write = (name: string, content: string): void =>
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  const writeIdentity = (name: string, request: Parameters<CertificateAuthority['issue']>[0]): void => {
    const { key, certificate } = authority.issue(request);
    write(`${name}.key`, key);
    write(`${name}.crt`, certificate);
  };
  write('ca.crt', authority.certificate);
  write('ca.key', authority.key);
  const hosts = ['127.0.0.1', 'localhost', API_SERVICE, 'kubernetes.default.svc'];
  writeIdentity('api-server', { name: 'kube-apiserver', hosts });
  writeIdentity('kubelet-client', { name: 'kube-apiserver-kubelet-client', groups: ['system:masters'] });
  writeIdentity('kwok', { name: 'kwok', hosts: ['127.0.0.1', 'localhost'] });
  const serviceAccounts = newPrivateKey();
  write('service-accounts.key', serviceAccounts);
  write('service-accounts.pub', publicKeyOf(serviceAccounts));

  // Their own names would do, but only once the API server has made their roles, some seconds after it answers.
  const masters = ['system:masters'];
  for (const name of ['controllers', 'scheduler', 'kwok'])
    clusterUser(name, authority.issue({ name, groups: masters }), address, folder);

  const tokens = new Map<string, string>();
  const lines: string[] = [];
  for (const [name, groups] of Object.entries({ 'admin-by-token': masters, ...options.tokenUsers })) {
    const token = newPrivateKey()
      .replaceAll(/-+[A-Z ]+-+|\W/g, '')
      .slice(-40);
    tokens.set(name, token);
    lines.push(`${token},${name},${name},"${groups.join(',')}"`);
  }
  write('tokens.csv', `${lines.join('\n')}\n`);
  const byToken = (name: string): ClusterUser & { readonly token: string } => {
    const token = tokens.get(name);
    if (token === undefined) throw new Error(`${name} is not among the token users of this control plane.`);
    return { ...clusterUser(name, { token }, address, folder), token };
  };
  return {
    admin: clusterUser('admin', authority.issue({ name: 'admin', groups: masters }), address, folder),
    adminByToken: byToken('admin-by-token'),
    tokenUser: byToken,
  };
}

/** The work, or the reason when one of the programs ends meanwhile. */
async function unlessOneEnds(children: readonly Child[], work: () => Promise<void>): Promise<void> {
  const watched = new Set<Child>();
  let isOver = false;
  let stop: () => void = () => undefined;
  const oneEnded = new Promise<never>((_, reject) => {
    const watchNew = (): void => {
      for (const child of children.filter((each) => !watched.has(each))) {
        watched.add(child);
        const end = (how: string): void => {
          if (isOver) return; // ended on purpose, its log may be gone
          reject(
            new Error(`${child.name} ended (${how}):\n${child.log().split('\n').slice(-15).join('\n')}`),
          );
        };
        child.ended.then(
          (code) => end(`exit code ${code}`),
          (error: unknown) => end(String(error)),
        );
      }
    };
    const timer = setInterval(watchNew, 100);
    stop = () => clearInterval(timer);
  });
  try {
    await Promise.race([work(), oneEnded]);
  } finally {
    isOver = true;
    stop();
  }
}

/** Asks every 100 ms until there is an answer that is not `undefined`. An error of the asking is kept for the message. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  seconds = 60,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    let problem: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      problem = error;
    }
    if (performance.now() > end)
      throw new Error(
        `There was no ${what} in ${seconds} s.`,
        problem === undefined ? {} : { cause: problem },
      );
    await wait(100);
  }
}
