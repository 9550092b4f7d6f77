import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkCases } from './cases/checks.ts';
import { memoryCases } from './cases/memory.ts';
import { placingCases } from './cases/placing.ts';
import { programCases } from './cases/programs.ts';
import { Bench, manifestOf, type RealCase, type Verdict, type Workplace } from './cases/real-case.ts';
import { startCases } from './cases/starts.ts';
import { storageCases } from './cases/storage.ts';
import { wellCases } from './cases/well.ts';

export type { Workplace } from './cases/real-case.ts';

/** What really fails, waits, or is well on the node of these tests, by family. */
export function realFamilies(place: Workplace): Readonly<Record<string, readonly RealCase[]>> {
  const bench = new Bench(place);
  return {
    memory: memoryCases(bench),
    programs: programCases(bench),
    starts: startCases(bench),
    placing: placingCases(bench),
    storage: storageCases(bench),
    checks: checkCases(bench),
    well: wellCases(bench),
  };
}

/** All of them. */
export function realCases(place: Workplace): readonly RealCase[] {
  return Object.values(realFamilies(place)).flat();
}

/** One pod that really fails, or waits, and what Porthole has to say about it. */
export type FailingPod = Pick<RealCase, 'name' | 'spec'> & Required<Omit<Exclude<Verdict, 'well'>, 'quiet'>>;

/** One of each family: enough to look at in an editor. */
const SOME = [
  'train-oom',
  'missing-package',
  'python-error',
  'no-such-image',
  'wants-gpu',
  'wants-cpu',
  'wants-memory',
  'no-secret',
  'no-config',
  'no-storage',
];

/** A few failing pods, for whoever looks at each of them through a slower eye. */
export function failingPods(place: Workplace): readonly FailingPod[] {
  return realCases(place).flatMap(({ name, spec, verdict }) =>
    SOME.includes(name) && verdict !== 'well' && verdict.row
      ? [{ name, spec, cause: verdict.cause, title: verdict.title, row: verdict.row }]
      : [],
  );
}

/** Everything for a namespace: those failing pods, what they need around them, and work that is well. */
export function failingWork(namespace: string, place: Workplace): string {
  return workOf(
    realCases(place).filter(({ name }) => SOME.includes(name) || name === 'api'),
    namespace,
  );
}

/** The manifest of cases. */
export function workOf(cases: readonly RealCase[], namespace: string): string {
  const items = cases.flatMap((one) => manifestOf(one, namespace));
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/**
 * A registry on loopback that speaks the protocol and has no image at all: the only way to a true "not found". Images under
 * `private/` want credentials that nobody has, those under `busy/` are asked for too often.
 */
export async function emptyRegistry(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/v2/') answer(response, 200);
    else if (path.startsWith('/v2/private/'))
      answer(response, 401, { code: 'UNAUTHORIZED', message: 'authentication required' });
    else if (path.startsWith('/v2/busy/'))
      answer(response, 429, { code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit.' });
    else answer(response, 404, { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

function answer(response: ServerResponse, status: number, error?: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Docker-Distribution-Api-Version': 'registry/2.0',
    ...(status === 401 ? { 'WWW-Authenticate': 'Basic realm="registry"' } : {}),
  });
  response.end(error === undefined ? '{}' : JSON.stringify({ errors: [error] }));
}
