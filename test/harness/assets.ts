import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cached, cacheFolder, reportToStderr, type Report } from './cache.ts';
import { Ledger } from './ledger.ts';
import { MachineryMissing } from './machinery.ts';
import { processIdentity } from './process-identity.ts';

/** Kubernetes as the tests have it: the same versions everywhere, since answers differ from one minor version to the next. */
export const VERSIONS = { kubernetes: 'v1.35.4', kwok: 'v0.7.0', helm: 'v3.20.2' } as const;

const PROGRAMS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kubectl',
  'kwok',
] as const;
export type Program = (typeof PROGRAMS)[number] | 'helm' | 'pause';

/** The programs of a control plane and a node. */
export interface Assets {
  readonly folder: string;
  program(name: Program): string;
  /** kwok's custom resources, which its fake kubelet reads. */
  readonly kwokResources: string;
}

/**
 * Finds the programs: where PORTHOLE_TEST_ASSETS or KUBEBUILDER_ASSETS points, in the cache, on the PATH; otherwise builds them
 * from their Go modules into the cache, once (about twelve minutes of processor time). Throws `MachineryMissing` without Go.
 */
export async function controlPlaneAssets(report: Report = reportToStderr): Promise<Assets> {
  for (const name of ['PORTHOLE_TEST_ASSETS', 'KUBEBUILDER_ASSETS']) {
    const folder = process.env[name];
    if (folder === undefined || folder === '') continue;
    const missing = missingFrom(folder);
    if (missing.length === 0) return assetsIn(folder);
    report(`${name} is set, but ${folder} lacks ${missing.join(', ')}: looking further`);
  }
  const name = `kubernetes-${VERSIONS.kubernetes}-kwok-${VERSIONS.kwok}-helm-${VERSIONS.helm}`;
  const inCache = cacheFolder(name);
  if (existsSync(inCache)) return assetsIn(inCache);
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .find((folder) => missingFrom(folder).length === 0 && isRightVersion(folder));
  if (onPath !== undefined) return assetsIn(onPath);
  return assetsIn(await cached(name, (fresh) => build(fresh, report), report));
}

function assetsIn(folder: string): Assets {
  return { folder, program: (name) => join(folder, name), kwokResources: join(folder, 'kwok-crds') };
}

/** What a folder lacks of all that a control plane and a node need. */
function missingFrom(folder: string): string[] {
  return [...PROGRAMS, 'helm', 'pause', 'kwok-crds'].filter((name) => !existsSync(join(folder, name)));
}

function isRightVersion(folder: string): boolean {
  return spawnSync(join(folder, 'kube-apiserver'), ['--version'], { encoding: 'utf8' }).stdout.includes(
    VERSIONS.kubernetes,
  );
}

async function build(fresh: string, report: Report): Promise<void> {
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.status !== 0)
    throw new MachineryMissing(
      'The test control plane is built from source, and there is no Go here. Install Go 1.25 or newer, or point PORTHOLE_TEST_ASSETS to a folder with the programs.',
    );
  report(
    `building the test control plane from source, once: Kubernetes ${VERSIONS.kubernetes}, kwok, helm (about 12 minutes of processor time; kept in the cache)`,
  );
  const ledger = Ledger.open();
  const work = join(fresh, 'work');
  ledger.enter({ kind: 'folder', path: work });
  await mkdir(work);
  try {
    const module = join(work, 'module');
    cpSync(join(import.meta.dirname, 'go'), module, { recursive: true });
    // A build cache of its own: it grows to 4 GB, and nobody needs it afterwards.
    const run = goRunner(
      module,
      { GOCACHE: join(work, 'cache'), GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
      ledger,
      report,
    );
    await patchedKwok(module, run);
    await run('Kubernetes, etcd and kwok', [
      'build',
      '-trimpath',
      '-ldflags',
      `-s -w ${stamp()}`,
      '-o',
      join(fresh, 'programs'),
      './cmd/programs',
    ]);
    for (const program of PROGRAMS) await symlink('programs', join(fresh, program));
    await run('helm', [
      'build',
      '-trimpath',
      '-ldflags',
      `-s -w -X helm.sh/helm/v3/internal/version.version=${VERSIONS.helm}`,
      '-o',
      join(fresh, 'helm'),
      'helm.sh/helm/v3/cmd/helm',
    ]);
    await goRunner(
      join(module, 'pause'),
      { GOCACHE: join(work, 'cache'), CGO_ENABLED: '0' },
      ledger,
      report,
    )('pause', ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(fresh, 'pause'), '.']);
    cpSync(join(module, 'kwok', 'kustomize', 'crd', 'bases'), join(fresh, 'kwok-crds'), { recursive: true });
  } finally {
    await ledger.undo();
  }
}

/** Without it, /version says nothing that a client could parse. */
function stamp(): string {
  const [major, minor] = VERSIONS.kubernetes.slice(1).split('.');
  const says = {
    gitVersion: VERSIONS.kubernetes,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: '0',
    buildDate: '2026-01-01T00:00:00Z',
  };
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']
    .flatMap((where) => Object.entries(says).map(([name, value]) => `-X ${where}.${name}=${value}`))
    .join(' ');
}

/** kwok 0.7.0 names a constant that the Kubernetes libraries no longer have. Its value, in its place, is all that it takes. */
async function patchedKwok(module: string, run: GoRun): Promise<void> {
  const found = JSON.parse(
    await run('kwok’s source', ['mod', 'download', '-json', `sigs.k8s.io/kwok@${VERSIONS.kwok}`], {
      outside: true,
    }),
  ) as { Dir: string };
  const home = join(module, 'kwok');
  await mkdir(home);
  for (const part of ['go.mod', 'go.sum', 'pkg', 'cmd', 'kustomize'])
    cpSync(join(found.Dir, part), join(home, part), { recursive: true });
  await makeWritable(home);
  const file = join(home, 'pkg', 'utils', 'informer', 'informer.go');
  const source = readFileSync(file, 'utf8');
  const patched = source.replaceAll(
    'metav1.InitialEventsListBlueprintAnnotationKey',
    '"kubernetes.io/initial-events-list-blueprint"',
  );
  if (patched === source) throw new Error('kwok has changed: the patch for its informer no longer fits');
  writeFileSync(file, patched);
}

/** The module cache is read-only, and so are copies of it. */
async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeWritable(path);
    else await chmod(path, 0o644);
  }
}

type GoRun = (what: string, args: readonly string[], options?: { outside: boolean }) => Promise<string>;

const PROGRESS_MS = 10_000;

function goRunner(
  folder: string,
  env: Readonly<Record<string, string>>,
  ledger: Ledger,
  report: Report,
): GoRun {
  return (what, args, options) =>
    new Promise((resolve, reject) => {
      const begun = Date.now();
      // `outside`: the module cannot be loaded before kwok's copy is there.
      const child = spawn('go', args[0] === 'build' ? ['build', '-v', ...args.slice(1)] : [...args], {
        cwd: options?.outside ? tmpdir() : folder,
        env: { ...process.env, ...env, ...(options?.outside ? { GOFLAGS: '' } : {}), ...ledger.mark },
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const leader = child.pid === undefined ? undefined : processIdentity(child.pid);
      const entry = leader && ledger.enter({ kind: 'group', name: `go ${what}`, leader, graceMs: 0 });
      let output = '';
      let problems = '';
      let packages = 0;
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => {
        problems = (problems + chunk.toString()).slice(-20_000);
        packages += chunk.toString().split('\n').length - 1; // -v: a line for each when it is compiled
      });
      const seconds = () => Math.round((Date.now() - begun) / 1000);
      const beat = setInterval(() => {
        const last = problems.trimEnd().split('\n').at(-1) ?? '';
        report(`  ${what}: ${seconds()} s, ${packages} packages${last === '' ? '' : `, ${last}`}`);
      }, PROGRESS_MS);
      child.once('error', reject);
      child.once('close', (code) => {
        clearInterval(beat);
        entry?.strike();
        if (code !== 0) {
          reject(new Error(`go ${args[0] ?? ''} for ${what} failed (${code ?? 'killed'}):\n${problems}`));
          return;
        }
        if (seconds() > 5) report(`  ${what}: done in ${seconds()} s`);
        resolve(output);
      });
    });
}
