import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  InitializedNotification,
  ShutdownRequest,
  createProtocolConnection,
  type Hover,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { fieldReference } from '../../../scripts/build/field-reference.ts';
import { openFieldReference } from '../explanations/reference.ts';
import type { NamedObject } from '../here/named-object.ts';
import { HERE, type Answer, type Question } from '../here/question.ts';
import { OTHER_TEXTS, SCHEMA, WHERE, type Whereabouts } from './protocol.ts';
import { serveManifests } from './serve.ts';

const reference = openFieldReference(fieldReference(process.cwd(), { small: false }));
const POD = `apiVersion: v1
kind: Pod
metadata: {name: train}
spec:
  overhead: {cpu: 1}
  containers:
    - name: main
      resources:
        limits:
          memory: 32Gi
`;
const URI = 'file:///work/pod%20one.yaml';

describe('the language server', () => {
  let client: ProtocolConnection;
  let exits: number[];
  let asked: Question[];
  let answer: () => Promise<Answer | null>;

  beforeEach(async () => {
    const [there, back] = [new PassThrough(), new PassThrough()];
    exits = [];
    serveManifests(createProtocolConnection(there, back), {
      reference: () => reference,
      now: () => new Date('2026-11-25T05:00:00Z'),
      exit: (code) => exits.push(code),
    });
    client = createProtocolConnection(back, there);
    client.listen();
    asked = [];
    answer = () => Promise.resolve(null);
    client.onRequest(HERE, (question: Question) => {
      asked.push(question);
      return answer();
    });
    await client.sendRequest(InitializeRequest.method, {
      processId: null,
      capabilities: {},
      initializationOptions: { knowsCluster: true },
    });
    await client.sendNotification(InitializedNotification.type, {});
  });
  afterEach(() => client.dispose());

  const open = (text: string, languageId = 'yaml', uri = URI): Promise<void> =>
    client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  const hover = (line: number, character: number, uri = URI): Promise<Hover | null> =>
    client.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line, character } });
  const said = (found: Hover | null): string =>
    found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : '';

  it('says what a field means, and where the words are that it explains', async () => {
    await open(POD);
    const found = await hover(9, 13);
    assert.match(said(found), /^\*\*memory \(limit\)\*\*: 32 GiB/);
    assert.deepEqual(found?.range, { start: { line: 9, character: 10 }, end: { line: 9, character: 16 } });
    assert.match(said(found), /container "main" of Pod "train"/);
  });

  it('follows edits that arrive in parts', async () => {
    await open(POD);
    await hover(9, 13);
    const range = { start: { line: 9, character: 18 }, end: { line: 9, character: 20 } };
    await client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [
        { range, text: '64' },
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '---\n' },
      ],
    });
    assert.match(said(await hover(10, 13)), /64 GiB/);
  });

  it('leaves out the reference that another extension shows, not its own words', async () => {
    await open(POD);
    assert.match(said(await hover(4, 4)), /[Oo]verhead/);
    await client.sendNotification(OTHER_TEXTS, { uri: URI, isExplained: true });
    assert.equal(await hover(4, 4), null);
    assert.match(said(await hover(9, 13)), /OOMKilled/);
  });

  it('is silent in other YAML, and in documents that it does not know', async () => {
    await open('on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n');
    assert.equal(await hover(2, 4), null);
    assert.equal(await hover(0, 0, 'untitled:Untitled-1'), null);
  });

  it('says what the cluster says, with links to what can be done', async () => {
    await open(POD);
    answer = () =>
      Promise.resolve({
        to: 'state',
        namespace: 'team-a',
        pods: [{ name: 'train', words: 'out of memory (32 GiB)' }],
      });
    const text = said(await hover(2, 18));
    assert.deepEqual(asked, [{ asks: 'state', kind: 'Pod', name: 'train' }]);
    assert.match(
      text,
      /Right now in team-a: out of memory \(32 GiB\)\. \[Explain\]\(command:porthole\.explain\?%5B/,
    );
    const [, words = ''] = /explain\?([^)]*)\)/.exec(text) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(words)), [{ namespace: 'team-a', pod: 'train' }]);
  });

  it('leads from a name to the object: in the file, in another one, else in the cluster', async () => {
    const uses = (name: string): string =>
      `apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n    - secret: {secretName: ${name}}\n`;
    const describes = (name: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n`;
    const definition = (): Promise<unknown> =>
      client.sendRequest(DefinitionRequest.method, {
        textDocument: { uri: URI },
        position: { line: 4, character: 30 },
      });
    client.onRequest(WHERE, (named: NamedObject): Whereabouts => {
      assert.deepEqual([named.kind, named.name], ['Secret', named.name]);
      const files = named.name === 'far' ? [{ uri: 'file:///work/far.yaml', text: describes('far') }] : [];
      return { files, ...(named.name === 'there' && { cluster: 'porthole-yaml:/team-a/Secret/there.yaml' }) };
    });
    const at = (uri: string, line: number, character: number, length: number): unknown => ({
      uri,
      range: { start: { line, character }, end: { line, character: character + length } },
    });
    await open(`${uses('near')}---\n${describes('near')}`);
    assert.deepEqual(await definition(), at(URI, 9, 8, 4));
    await open(uses('far'));
    assert.deepEqual(await definition(), at('file:///work/far.yaml', 3, 8, 3));
    await open(uses('there'));
    assert.deepEqual(await definition(), at('porthole-yaml:/team-a/Secret/there.yaml', 0, 0, 0));
    await open(uses('nowhere'));
    assert.equal(await definition(), null);
  });

  it("explains other kinds by the cluster's own schema, which it does not wait for", async () => {
    let give: (schema: unknown) => void = () => undefined;
    let questions = 0;
    client.onRequest(SCHEMA, () => {
      questions += 1;
      return new Promise((resolve) => (give = resolve));
    });
    await open('apiVersion: example.com/v1\nkind: Widget\nspec:\n  size: 3\n');
    assert.equal(await hover(3, 3), null);
    assert.equal(await hover(3, 3), null); // it has been asked, and is not asked again
    give({ properties: { spec: { properties: { size: { description: 'How large it is.' } } } } });
    let found = '';
    while (found === '') found = said(await hover(3, 3));
    assert.match(found, /^\*\*size\*\*\n\nHow large it is/);
    assert.equal(questions, 1);
  });

  it('does not wait for a cluster that is slow, nor for one that fails', async () => {
    await open(POD);
    answer = () => new Promise(() => undefined);
    assert.match(said(await hover(9, 13)), /32 GiB/);
    answer = () => Promise.reject(new Error('no'));
    assert.match(said(await hover(9, 13)), /32 GiB/);
    assert.deepEqual(
      asked.map(({ asks }) => asks),
      ['room', 'state', 'room', 'state'],
    );
  });

  it('goes when it is told to', async () => {
    await client.sendRequest(ShutdownRequest.type);
    await client.sendNotification(ExitNotification.type);
    await client.sendRequest(ShutdownRequest.type); // the answer comes after what was sent before it
    assert.deepEqual(exits, [0]);
  });
});
