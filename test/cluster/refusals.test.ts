import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { parseCall } from '../../src/cli/arguments.ts';
import { explain } from '../../src/cli/commands/explain.ts';
import { Output } from '../../src/cli/output.ts';
import { isRecord, record, text } from '../../src/common/json.ts';
import type { Diagnosis } from '../../src/diagnostics/finding.ts';
import { startControlPlane, type ControlPlane } from '../harness/control-plane.ts';
import { REFUSALS, UNPLACED, type RefusedCase } from './refused-work.ts';

/** Kinds that stand in no namespace. */
const CLUSTER_WIDE = /^(PersistentVolume$|Validating)/;

describe('what a real control plane refuses or cannot place', function () {
  this.timeout(180_000);
  let plane: ControlPlane;

  before(async () => {
    plane = await startControlPlane({ fakeNodes: { count: 4 } });
    await plane.kubectl(['taint', 'node', 'fake-3', 'dedicated=team-b:NoSchedule']);
    await plane.kubectl(['cordon', 'fake-4']);
    for (const one of [...REFUSALS, ...UNPLACED]) await make(one);
  });
  after(() => plane.stop());

  async function make(one: RefusedCase): Promise<void> {
    const { name, objects, labels, then, subject } = one;
    await plane.makeNamespace(name);
    if (labels)
      await plane.kubectl([
        'label',
        'namespace',
        name,
        ...Object.entries(labels).map(([k, v]) => `${k}=${v}`),
      ]);
    for (const object of objects) {
      const kind = text(object, 'kind') ?? '';
      const isSubject = `${kind.toLowerCase()}/${text(object, 'metadata', 'name') ?? ''}` === subject;
      if (isSubject && REFUSALS.includes(one)) await doorShut(name, object);
      const placed =
        isRecord(object) && !CLUSTER_WIDE.test(kind)
          ? { ...object, metadata: { ...record(object, 'metadata'), namespace: name } }
          : object;
      await plane.apply(JSON.stringify(placed));
    }
    if (then) await plane.kubectl(then);
  }

  /** What was made takes a moment to be in force (a policy to be compiled, a quota to be counted): knocks until it is refused. */
  async function doorShut(namespace: string, workload: object): Promise<void> {
    const spec = record(workload, 'spec', 'template', 'spec');
    const knock = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'knock' }, spec };
    await plane.waitFor(`refusal in ${namespace}`, async () => {
      const answer = await plane.requests('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, knock);
      return (answer.status >= 400 && !answer.text.includes('status unknown for quota')) || undefined;
    });
  }

  async function explained({ name, subject }: RefusedCase): Promise<Diagnosis> {
    const out = new PassThrough();
    const printed: Buffer[] = [];
    out.on('data', (chunk: Buffer) => printed.push(chunk));
    const call = parseCall(
      ['explain', subject, '-n', name, '-o', 'json'].concat(['--kubeconfig', plane.admin.kubeconfig]),
    );
    assert.ok(call);
    const output = new Output(out, process.stderr, () => undefined);
    await explain(call, output, AbortSignal.timeout(30_000));
    return JSON.parse(Buffer.concat(printed).toString('utf8')) as Diagnosis;
  }

  for (const one of [...REFUSALS, ...UNPLACED]) {
    it(`${one.name}: ${one.subject} is explained as ${one.cause}`, async () => {
      let objection = '';
      await plane
        .waitFor('the right explanation', async () => {
          objection = objectionTo(await explained(one), one);
          return objection === '' || undefined;
        })
        .catch((error: unknown) => {
          throw new Error(`${String(error)}\n${objection}`);
        });
    });
  }
});

function objectionTo({ findings }: Diagnosis, { cause, title, naming = [] }: RefusedCase): string {
  const loud = findings.filter(({ severity }) => severity !== 'note');
  const [first] = loud;
  const said = loud
    .map((finding) => `${finding.cause} (${finding.confidence}): ${finding.title}`)
    .join(' / ');
  if (!first) return 'nothing was found';
  if (first.cause !== cause || !title.test(first.title)) return `${said}, not ${cause} ${String(title)}`;
  if (loud.length > 1) return `one root, one finding, but ${said}`;
  if (first.evidence.length === 0 || first.actions.length === 0) return `${said}: no proof, or nothing to do`;
  const told = JSON.stringify(first);
  const missing = naming.filter((fact) => !fact.test(told));
  return missing.length === 0 ? '' : `${missing.map(String).join()} is not in ${told}`;
}
