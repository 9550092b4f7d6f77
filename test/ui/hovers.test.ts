import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE, keepEvidence, openWindow, type Window } from './window.ts';

const FILES = {
  'train.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: train-llama
  namespace: team-a
spec:
  backoffLimit: 1
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: main
          image: pytorch/pytorch:2.9.0-cuda12.8-cudnn9-runtime
          command: [python, train.py]
          resources:
            requests:
              cpu: 1500m
              memory: 48Gi
            limits:
              memory: 32Gi
              nvidia.com/gpu: 1
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: training-data}
        - name: settings
          configMap: {name: train-settings}
`,
  'settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: train-settings, namespace: team-a}
`,
  'workflow.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: etl-}
spec:
  entrypoint: main
  templates:
    - name: main
      retryStrategy: {limit: 3}
      container:
        image: python:3.13
        args: ["{{inputs.parameters.day}}"]
`,
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.fullname" . }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
`,
  'values.yaml': `hub:
  config: {}
singleuser:
  memory:
    limit: 2G
    guarantee: 1G
`,
  'nightly.yaml': `apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "30 2 * * 1-5"
  timeZone: Europe/Berlin
  jobTemplate: {}
`,
};

// Somebody who was handed YAML, and rests the pointer on what they do not know.
describe('hovers in the real editor', function () {
  this.timeout(120_000);
  let window: Window;
  let workspace: string;
  before(async () => {
    workspace = mkdtempSync(join(tmpdir(), 'porthole-hovers-'));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(workspace, name), text);
    window = await openWindow({
      ...SAMPLE,
      workspace,
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    await window.workbench.openView('Porthole');
    await window.workbench.row('out of memory').first().waitFor();
  });
  afterEach(async function () {
    await keepEvidence(window, this.currentTest);
  });
  after(async () => {
    await window.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  it('explain a limit, and say that it is too small', async () => {
    const { workbench } = window;
    await workbench.openFile('train.yaml');
    let hover = '';
    // The first ones begin to look at the cluster, and do not wait for it.
    while (!hover.includes('free on one')) hover = await workbench.hover('memory: 32Gi', 'memory');
    assert.match(hover, /^memory \(limit\): 32 GiB/);
    assert.match(hover, /lower than the request/);
    assert.match(hover, /OOMKilled/);
    await workbench.screenshotWithHover('hover-dark');
  });

  it('say when a schedule comes next', async () => {
    const { workbench } = window;
    await workbench.openFile('nightly.yaml');
    assert.match(await workbench.hover('30 2 * * 1-5', '30 2'), /02:30/);
    await workbench.screenshotWithHover('hover-schedule');
  });

  it('say how the object is right now, with links to why and to its log', async () => {
    const { workbench } = window;
    await workbench.openFile('train.yaml');
    let hover = '';
    while (!hover.includes('Right now')) hover = await workbench.hover('name: train-llama', 'train-llama');
    assert.match(hover, /out of memory/);
    await workbench.screenshotWithHover('hover-state');
    await workbench.page.locator('.monaco-hover a', { hasText: 'Explain' }).first().click();
    await workbench.tab('train-llama').last().waitFor();
    await workbench.webview().locator('.answer', { hasText: '32 GiB of memory' }).waitFor();
  });

  it('explain an Argo workflow, a Helm template and the values of a chart', async () => {
    const { workbench } = window;
    await workbench.openFile('workflow.yaml');
    assert.match(await workbench.hover('retryStrategy', 'retryStrategy'), /failed step is tried again/);
    await workbench.screenshotWithHover('hover-workflow');
    await workbench.openFile('deployment.yaml');
    assert.match(await workbench.hover('replicas:', 'replicas'), /copies/);
    await workbench.screenshotWithHover('hover-helm');
    await workbench.openFile('values.yaml');
    assert.match(await workbench.hover('guarantee: 1G', 'guarantee'), /promised/);
    await workbench.screenshotWithHover('hover-values');
  });

  it('lead from a name to what it names: in the workspace, or as the cluster has it', async () => {
    const { workbench } = window;
    await workbench.openFile('train.yaml');
    await workbench.goToDefinition('configMap: {name: train-settings', 'train-settings');
    await workbench.tab('settings.yaml').waitFor();
    await workbench.openFile('train.yaml');
    await workbench.goToDefinition('claimName: training-data', 'training-data');
    await workbench.tab('training-data.yaml').waitFor();
    while (!(await workbench.editorText()).includes('kind: PersistentVolumeClaim'))
      await workbench.page.locator('.part.editor .view-line', { hasText: 'kind:' }).first().waitFor();
    await workbench.page.keyboard.type('x');
    assert.match(await workbench.page.locator('.monaco-editor-overlaymessage').innerText(), /read-only/i);
  });

  it('can be read in a light window, too', async () => {
    const { workbench } = window;
    await workbench.command('Preferences: Toggle between Light/Dark Themes');
    await workbench.page.locator('.monaco-workbench.vs:not(.vs-dark)').waitFor();
    await workbench.openFile('train.yaml');
    await workbench.hover('memory: 32Gi', 'memory');
    await workbench.screenshotWithHover('hover-light');
  });

  it('show no message that nobody asked for', async () => {
    assert.deepEqual(await window.workbench.toasts().allInnerTexts(), []);
  });
});
