import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldReference } from '../../scripts/build/field-reference.ts';
import { openFieldReference } from '../../src/manifests/explanations/reference.ts';
import { writeOtherYamlExtension } from './other-yaml-extension.ts';
import { keepEvidence, openWindow, packedFolder, SAMPLE, type Window } from './window.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  setHostnameAsFQDN: true
  containers:
    - name: main
      image: python:3.13
      resources:
        limits:
          memory: 32Gi
`;

// Most people who work with YAML have Red Hat's extension, and tell it that their manifests are Kubernetes'.
describe('hovers beside those of another YAML extension', function () {
  this.timeout(180_000);
  let window: Window;
  let folder: string;
  let described: string;
  before(async () => {
    const reference = openFieldReference(fieldReference(await packedFolder(), { small: false }));
    const about = (type: string, field: string): string => reference.entryOf(type, field)?.[1] ?? '';
    described = about('PodSpec', 'setHostnameAsFQDN');
    assert.notEqual(described, '');
    folder = mkdtempSync(join(tmpdir(), 'porthole-other-yaml-'));
    const [workspace, other] = [join(folder, 'workspace'), join(folder, 'other')];
    mkdirSync(workspace);
    for (const name of ['pod.yaml', 'elsewhere.yml']) writeFileSync(join(workspace, name), POD);
    writeOtherYamlExtension(other, {
      setHostnameAsFQDN: described,
      image: about('Container', 'image'),
      memory: 'What the schema says of memory.',
    });
    window = await openWindow({
      ...SAMPLE,
      workspace,
      beside: [other],
      settings: { 'yaml.schemas': { kubernetes: '*.yaml' } },
    });
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const paragraphs = (hover: string): readonly string[] =>
    hover.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  /** Both answer in their own time: the hover is complete when it says what the last of them says. */
  const hoverWith = async (line: string, words: string, wanted: readonly string[]): Promise<string> => {
    for (;;) {
      const hover = await window.workbench.hover(line, words);
      if (wanted.every((each) => hover.includes(each))) return hover;
    }
  };
  const beginning = (text: string): string => text.slice(0, 40);

  it('leave the reference to the other one where that has it', async () => {
    await window.workbench.openFile('pod.yaml');
    // The first that both say shows that both are there.
    await hoverWith('memory: 32Gi', 'memory', ['OOMKilled', 'What the schema says']);
    const hover = await hoverWith('setHostnameAsFQDN', 'setHostnameAsFQDN', [beginning(described)]);
    const said = paragraphs(hover).filter((each) => each.includes(beginning(described)));
    assert.equal(said.length, 1, hover);
  });

  it('say in their own words what the other one does not', async () => {
    await window.workbench.openFile('pod.yaml');
    const hover = await hoverWith('memory: 32Gi', 'memory', ['OOMKilled', 'What the schema says']);
    assert.match(hover, /32 GiB/);
    const all = paragraphs(hover);
    assert.deepEqual([...new Set(all)], all);
    await window.workbench.screenshotWithHover('hover-beside-another');
  });

  it('have the reference themselves where the other one was not told of Kubernetes', async () => {
    await window.workbench.openFile('elsewhere.yml');
    const hover = await hoverWith('setHostnameAsFQDN', 'setHostnameAsFQDN', [beginning(described)]);
    assert.match(hover, /setHostnameAsFQDN/);
  });
});
