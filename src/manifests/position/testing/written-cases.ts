import type { Case } from './built-in-cases.ts';

/** Templates, patches, texts that are being typed, and what editors and systems do to files. */
export const writtenCases: readonly Case[] = [
  [
    'a Helm template',
    `{{- if .Values.enabled }}
apiVersion: {{ include "x.apiVersion" . | default "apps/v1" }}
---
{{- end }}
apiVersion: apps/v1
kind: StatefulSet«kind»
metadata:
  name: {{ include "x.fullname" . }}«metadata.name»
  labels:
    {{- include "x.labels" . | nindent 4 }}
    extra: y«metadata.labels.extra»
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}«spec.replicas»
  {{- else }}
  replicas: 2«spec.replicas»
  {{- end }}
  serviceName: {{ .Release.Name }}-headless
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
    spec:
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:«spec.template.spec.imagePullSecrets»
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        {{- range $i, $c := .Values.containers }}
        - name: {{ $c.name }}
          image: "{{ $c.repository }}:{{ $c.tag | default $.Chart.AppVersion }}"«spec.template.spec.containers[0].image»
          {{- if $c.command }}
          command: {{ toYaml $c.command | nindent 12 }}
          {{- end }}
          ports:
            - containerPort: {{ $c.port }}
              protocol: TCP«spec.template.spec.containers[0].ports[0].protocol»
          resources: {{- toYaml $c.resources | nindent 12 }}
          env:
            - name: "A"«spec.template.spec.containers[0].env[0].name»
              value: {{ "x: y" | quote }}
            {{- /* a comment with {{ braces }} */}}
            - name: B«spec.template.spec.containers[0].env[1].name»
              value: |«spec.template.spec.containers[0].env[1].value»
                {{ .Values.text | indent 16 }}
                kind: Secret«spec.template.spec.containers[0].env[1].value»
        {{- end }}
      terminationGracePeriodSeconds: 30«spec.template.spec.terminationGracePeriodSeconds»
  volumeClaimTemplates:
    - metadata: {name: data«spec.volumeClaimTemplates[0].metadata.name»}
      spec:
        resources:
          requests:
            storage: {{ .Values.size | quote }}
            {{ .Values.key }}: 1
            x: 1«spec.volumeClaimTemplates[0].spec.resources.requests.x»
`,
  ],
  [
    'a kind that a template makes',
    `apiVersion: v1
kind: {{ .Values.kind }}
metadata:
  name: x«»
`,
  ],
  [
    'a kustomize patch',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          $patch: merge«»
          resources:
            limits:
              memory: 8Gi«spec.template.spec.containers[0].resources.limits.memory»
`,
  ],
  [
    'an Argo workflow with its own braces',
    `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: etl-«metadata.generateName»
spec:
  entrypoint: main«spec.entrypoint»
  arguments:
    parameters:
      - {name: day«spec.arguments.parameters[0].name», value: "2026-01-01"«spec.arguments.parameters[0].value»}
  templates:
    - name: main«spec.templates[0].name»
      dag:
        tasks:
          - name: extract«spec.templates[0].dag.tasks[0].name»
            template: step«spec.templates[0].dag.tasks[0].template»
            arguments: {parameters: [{name: d, value: "{{workflow.parameters.day}}"«spec.templates[0].dag.tasks[0].arguments.parameters[0].value»}]}
          - name: load
            dependencies: [extract«spec.templates[0].dag.tasks[1].dependencies[0]»]
            when: "{{tasks.extract.outputs.result}} == ok"«spec.templates[0].dag.tasks[1].when»
    - name: steps
      steps:
        - - name: one«spec.templates[1].steps[0][0].name»
            template: step«spec.templates[1].steps[0][0].template»
          - name: two«spec.templates[1].steps[0][1].name»
        - - name: three
            withItems: [1, 2]«spec.templates[1].steps[1][0].withItems[1]»
    - name: step
      inputs:
        parameters: [{name: d«spec.templates[2].inputs.parameters[0].name»}]
      retryStrategy: {limit: 2«spec.templates[2].retryStrategy.limit», backoff: {duration: 1m«spec.templates[2].retryStrategy.backoff.duration»}}
      script:
        image: python:3.13«spec.templates[2].script.image»
        command: [python]«spec.templates[2].script.command[0]»
        source: |«spec.templates[2].script.source»
          print("{{inputs.parameters.d}}")«spec.templates[2].script.source»
          kind: x«spec.templates[2].script.source»
      activeDeadlineSeconds: 60«spec.templates[2].activeDeadlineSeconds»
`,
  ],
  [
    'a word that is being typed',
    `apiVersion: v1
kind: Pod
metadata:
  name: x
spec:
  containers:
    - name: a
      ima«»
      command: [a]«spec.containers[0].command[0]»
    - name: b
      image: "python«spec.containers[1].image»
      workingDir: /x«spec.containers[1].workingDir»
  restartPolicy: Never«spec.restartPolicy»
`,
  ],
  [
    'a brace and a bracket that are not closed yet',
    `apiVersion: v1
kind: Pod
spec:
  nodeSelector: {gpu: a100
  containers:
    - name: a«spec.containers[0].name»
      args: [a, b
      image: x«spec.containers[0].image»
  hostNetwork: true«spec.hostNetwork»
`,
  ],
  [
    'a key without its value at the end of the file',
    `apiVersion: v1
kind: Pod
spec:
  restartPolicy: Never«spec.restartPolicy»
  containers:
    - name: a«spec.containers[0].name»
      image`,
  ],
  [
    'a list at the column of its key, and comments in between',
    `apiVersion: v1
kind: Pod
spec:
  containers:
  # the first
  - name: a«spec.containers[0].name»
# not indented
    image: x«spec.containers[0].image»

    # after an empty line
    tty: true«spec.containers[0].tty»
  volumes:
  - name: v«spec.volumes[0].name»
    hostPath: {path: /x«spec.volumes[0].hostPath.path»}
`,
  ],
  [
    'keys in quotes, and values that look like something else',
    `"apiVersion": v1
'kind': ConfigMap
metadata:
  name: "a: b"«metadata.name»
  labels: {"x/y": "z"«metadata.labels["x/y"]»}
data:
  "key with blanks": value«data["key with blanks"]»
  url: http://example.com:80/#x«data.url»
  time: 12:30:00«data.time»
  "#hash": "#value"«data["#hash"]»
  json: '{"a": 1}'«data.json»
  folded: >-«data.folded»
    one
    two: three«data.folded»

    four«data.folded»
  last: x«data.last»
`,
  ],
  [
    'strings over several lines',
    `apiVersion: v1
kind: Pod
metadata:
  annotations:
    a: "one
      two"
    b: plain words
      that go on«metadata.annotations.b»
    c: x«metadata.annotations.c»
spec:
  nodeName: n«spec.nodeName»
`,
  ],
  [
    'tabs only',
    `apiVersion: v1
kind: Pod
spec:
\trestartPolicy: Never«spec.restartPolicy»
\tcontainers:
\t\t- name: a«spec.containers[0].name»
`,
  ],
  [
    'tabs among blanks',
    `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: a«spec.containers[0].name»
\t  image: x«»
`,
  ],
  [
    'Jinja',
    `{% if x %}
apiVersion: v1
kind: Secret
metadata: {name: a«metadata.name»}
stringData:
  password: "{{ lookup('env', 'PASSWORD') }}"
  user: me«stringData.user»
type: Opaque«type»
{% endif %}
`,
  ],
  [
    'a Dask cluster',
    `apiVersion: kubernetes.dask.org/v1
kind: DaskCluster
metadata: {name: etl}
spec:
  worker:
    replicas: 4«spec.worker.replicas»
    spec:
      containers:
        - name: worker
          args: [dask, worker, --name, $(DASK_WORKER_NAME)]«spec.worker.spec.containers[0].args[3]»
          resources: {limits: {memory: 8Gi«spec.worker.spec.containers[0].resources.limits.memory»}}
  scheduler:
    service:
      type: ClusterIP«spec.scheduler.service.type»
      ports: [{name: tcp-comm, port: 8786«spec.scheduler.service.ports[0].port», targetPort: tcp-comm}]
`,
  ],
  [
    'a Ray job',
    `apiVersion: ray.io/v1
kind: RayJob
metadata: {name: tune}
spec:
  entrypoint: python tune.py«spec.entrypoint»
  runtimeEnvYAML: |«spec.runtimeEnvYAML»
    pip: [ray]«spec.runtimeEnvYAML»
  shutdownAfterJobFinishes: true«spec.shutdownAfterJobFinishes»
  rayClusterSpec:
    rayVersion: "2.50.0"«spec.rayClusterSpec.rayVersion»
    headGroupSpec:
      rayStartParams: {dashboard-host: 0.0.0.0«spec.rayClusterSpec.headGroupSpec.rayStartParams.dashboard-host»}
    workerGroupSpecs:
      - groupName: gpu«spec.rayClusterSpec.workerGroupSpecs[0].groupName»
        maxReplicas: 4«spec.rayClusterSpec.workerGroupSpecs[0].maxReplicas»
        template:
          spec:
            containers: [{name: ray, image: "rayproject/ray:2.50.0"«spec.rayClusterSpec.workerGroupSpecs[0].template.spec.containers[0].image»}]
`,
  ],
  [
    'a training over several machines',
    `apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata: {name: bert}
spec:
  runPolicy: {cleanPodPolicy: None«spec.runPolicy.cleanPodPolicy», backoffLimit: 1«spec.runPolicy.backoffLimit»}
  pytorchReplicaSpecs:
    Master:
      replicas: 1«spec.pytorchReplicaSpecs.Master.replicas»
      restartPolicy: OnFailure«spec.pytorchReplicaSpecs.Master.restartPolicy»
    Worker:
      replicas: 3«spec.pytorchReplicaSpecs.Worker.replicas»
      template:
        metadata:
          annotations: {sidecar.istio.io/inject: "false"«spec.pytorchReplicaSpecs.Worker.template.metadata.annotations["sidecar.istio.io/inject"]»}
        spec:
          containers:
            - name: pytorch
              image: x:1«spec.pytorchReplicaSpecs.Worker.template.spec.containers[0].image»
              resources: {limits: {nvidia.com/gpu: 1«spec.pytorchReplicaSpecs.Worker.template.spec.containers[0].resources.limits["nvidia.com/gpu"]»}}
`,
  ],
  [
    'a model behind an address, and queues',
    `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: m}
spec:
  predictor:
    minReplicas: 0«spec.predictor.minReplicas»
    model:
      modelFormat: {name: sklearn«spec.predictor.model.modelFormat.name»}
      storageUri: s3://bucket/model«spec.predictor.model.storageUri»
      resources: {requests: {cpu: 1«spec.predictor.model.resources.requests.cpu»}}
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: LocalQueue
metadata: {namespace: team-a, name: q}
spec:
  clusterQueue: gpus«spec.clusterQueue»
---
apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: {name: es}
spec:
  version: 9.1.0«spec.version»
  nodeSets:
  - name: default
    count: 3«spec.nodeSets[0].count»
    config:
      node.store.allow_mmap: false«spec.nodeSets[0].config["node.store.allow_mmap"]»
---
apiVersion: sparkoperator.k8s.io/v1beta2
kind: SparkApplication
metadata: {name: s}
spec:
  mainApplicationFile: local:///app/job.py«spec.mainApplicationFile»
  sparkConf:
    "spark.sql.shuffle.partitions": "200"«spec.sparkConf["spark.sql.shuffle.partitions"]»
  driver: {cores: 1«spec.driver.cores», memory: 2g«spec.driver.memory»}
  executor:
    instances: 4«spec.executor.instances»
    memoryOverhead: 1g«spec.executor.memoryOverhead»
`,
  ],
];

export const valuesCases: readonly Case[] = [
  [
    'values of JupyterHub',
    `hub:
  config:
    JupyterHub:
      authenticator_class: github«hub.config.JupyterHub.authenticator_class»
singleuser:
  image: {name: quay.io/jupyter/scipy-notebook«singleuser.image.name», tag: "2026-01-01"«singleuser.image.tag»}
  memory: {limit: 4G«singleuser.memory.limit», guarantee: 1G«singleuser.memory.guarantee»}
  storage:
    capacity: 10Gi«singleuser.storage.capacity»
    dynamic: {storageClass: fast«singleuser.storage.dynamic.storageClass»}
  profileList:
    - display_name: "GPU"«singleuser.profileList[0].display_name»
      kubespawner_override:
        extra_resource_limits: {nvidia.com/gpu: "1"«singleuser.profileList[0].kubespawner_override.extra_resource_limits["nvidia.com/gpu"]»}
proxy:
  service: {type: ClusterIP«proxy.service.type»}
cull: {enabled: true«cull.enabled», timeout: 3600«cull.timeout»}
`,
  ],
  [
    'values of Airflow',
    `executor: KubernetesExecutor«executor»
dags:
  gitSync:
    enabled: true«dags.gitSync.enabled»
    repo: https://git.example/dags.git«dags.gitSync.repo»
workers:
  resources:
    limits: {memory: 2Gi«workers.resources.limits.memory»}
config:
  core: {parallelism: 32«config.core.parallelism»}
`,
  ],
];
