import assert from 'node:assert/strict';
import { parseBundle, UnreadableText } from './parse-bundle.ts';

const parse = (text: string): ReturnType<typeof parseBundle> => parseBundle([{ name: 'a.yaml', text }]);

describe('reading a bundle', () => {
  it('takes documents, Lists and typed lists, JSON and YAML', async () => {
    const bundle = await parseBundle([
      { name: 'a.json', text: '{"kind":"PodList","items":[{"metadata":{"name":"x"}}]}' },
      {
        name: 'b.yaml',
        text: 'kind: List\nitems:\n- kind: Node\n  metadata: {name: n}\n---\nkind: Secret\nmetadata: {name: s}\n',
      },
    ]);
    assert.deepEqual(
      bundle.objects.map((object) => object['kind']),
      ['Pod', 'Node', 'Secret'],
    );
  });

  it('takes logs, outputs and what could not be read apart from objects', async () => {
    const bundle = await parse(
      [
        'apiVersion: porthole.dev/v1\nkind: ContainerLog\nmetadata: {namespace: a, name: p}\ncontainer: main\nprevious: true\ntext: |\n  one\n  two\n',
        'apiVersion: porthole.dev/v1\nkind: ToolOutput\nmetadata: {namespace: a, name: helm}\ntool: helm\ntext: "Error: x"\n',
        'apiVersion: porthole.dev/v1\nkind: BundleInfo\ntakenAt: 2026-01-15T10:00:00Z\nnotSeen: [{what: events, reason: not-allowed}]\n',
      ].join('---\n'),
    );
    assert.deepEqual(bundle.logs, [
      { namespace: 'a', pod: 'p', container: 'main', previous: true, text: 'one\ntwo\n' },
    ]);
    assert.deepEqual(bundle.outputs, [{ namespace: 'a', name: 'helm', tool: 'helm', text: 'Error: x' }]);
    assert.deepEqual(bundle.notSeen, [{ what: 'events', reason: 'not-allowed' }]);
    assert.equal(bundle.takenAt, Date.parse('2026-01-15T10:00:00Z'));
  });

  it('takes the newest time in it as now, where nothing says when it was taken', async () => {
    const bundle = await parse(
      'kind: Pod\nmetadata: {name: x, creationTimestamp: "2026-01-15T09:00:00Z"}\nstatus: {startTime: "2026-01-15T09:00:05Z", expirationTimestamp: "2030-01-01T00:00:00Z"}\n',
    );
    assert.equal(bundle.takenAt, Date.parse('2026-01-15T09:00:05Z'));
  });

  it('names the text that cannot be read', async () => {
    await assert.rejects(
      parse('kind: [Pod\n'),
      (error: unknown) => error instanceof UnreadableText && error.source === 'a.yaml',
    );
  });
});
