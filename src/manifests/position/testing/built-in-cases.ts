/** Name of the file, and the marked text. Manifests of our own, written the way charts, guides and tools write them. */
export type Case = readonly [name: string, source: string];

export const builtInCases: readonly Case[] = [
  [
    'a deployment with everything',
    `# web frontend
apiVersion: apps/v1«apiVersion»
kind: Deployment«kind»
metadata:«metadata»
  name: web«metadata.name»
  labels:
    app.kubernetes.io/name: web«metadata.labels["app.kubernetes.io/name"]»
  annotations:
    note: |«metadata.annotations.note»
      replicas: 99«metadata.annotations.note»
      # not a comment«metadata.annotations.note»
spec:
  replicas: 3«spec.replicas»
  revisionHistoryLimit: 2«spec.revisionHistoryLimit»
  strategy: {type: RollingUpdate«spec.strategy.type», rollingUpdate: {maxSurge: 1«spec.strategy.rollingUpdate.maxSurge»}}
  selector:
    matchLabels:
      app: web«spec.selector.matchLabels.app»
  template:
    metadata:
      labels: {app: web«spec.template.metadata.labels.app»}
    spec:
      serviceAccountName: web«spec.template.spec.serviceAccountName»
      tolerations:
      - key: nvidia.com/gpu«spec.template.spec.tolerations[0].key»
        operator: Exists«spec.template.spec.tolerations[0].operator»
        effect: NoSchedule«spec.template.spec.tolerations[0].effect»
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - key: gpu«spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key»
                operator: In
                values: [a100, h100«spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[1]»]
      initContainers:
      -   name: wait«spec.template.spec.initContainers[0].name»
          image: busybox:1.36«spec.template.spec.initContainers[0].image»
          command:
          - sh
          - -c«spec.template.spec.initContainers[0].command[1]»
          - "until nc -z db 5432; do sleep 1; done"
      containers:
      - name: main«spec.template.spec.containers[0].name»
        image: "registry.example.com:5000/team/web:1.2"«spec.template.spec.containers[0].image»
        imagePullPolicy: IfNotPresent«spec.template.spec.containers[0].imagePullPolicy»
        args: ["--port=8080", "--verbose"«spec.template.spec.containers[0].args[1]»]
        ports:
        - containerPort: 8080«spec.template.spec.containers[0].ports[0].containerPort»
          name: http
        env:
        - name: A«spec.template.spec.containers[0].env[0].name»
          value: "yes"«spec.template.spec.containers[0].env[0].value»
        - name: TOKEN
          valueFrom:
            secretKeyRef: {name: web«spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.name», key: token«spec.template.spec.containers[0].env[1].valueFrom.secretKeyRef.key»}
        envFrom:
        - configMapRef:
            name: settings«spec.template.spec.containers[0].envFrom[0].configMapRef.name»
        resources:
          requests:
            cpu: 500m«spec.template.spec.containers[0].resources.requests.cpu»
            memory: 1Gi«spec.template.spec.containers[0].resources.requests.memory»
          limits:
            nvidia.com/gpu: 1«spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"]»
            ephemeral-storage: 20Gi«spec.template.spec.containers[0].resources.limits.ephemeral-storage»
        readinessProbe:
          httpGet: {path: /healthz«spec.template.spec.containers[0].readinessProbe.httpGet.path», port: http«spec.template.spec.containers[0].readinessProbe.httpGet.port»}
          periodSeconds: 5«spec.template.spec.containers[0].readinessProbe.periodSeconds»
        volumeMounts:
        - mountPath: /data«spec.template.spec.containers[0].volumeMounts[0].mountPath»
          name: data
          readOnly: true«spec.template.spec.containers[0].volumeMounts[0].readOnly»
        securityContext:
          runAsUser: 1000«spec.template.spec.containers[0].securityContext.runAsUser»
          capabilities: {drop: [ALL«spec.template.spec.containers[0].securityContext.capabilities.drop[0]»]}
      volumes:
      - name: data«spec.template.spec.volumes[0].name»
        persistentVolumeClaim:
          claimName: home«spec.template.spec.volumes[0].persistentVolumeClaim.claimName»
      - name: shm
        emptyDir: {medium: Memory«spec.template.spec.volumes[1].emptyDir.medium», sizeLimit: 8Gi«spec.template.spec.volumes[1].emptyDir.sizeLimit»}
      - name: config
        configMap: {name: settings«spec.template.spec.volumes[2].configMap.name», defaultMode: 0644«spec.template.spec.volumes[2].configMap.defaultMode»}
`,
  ],
  [
    'several documents, of several kinds',
    `---
# first
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIP«spec.type»
  selector: {app: web«spec.selector.app»}
  ports:
    - port: 80«spec.ports[0].port»
      targetPort: http«spec.ports[0].targetPort»
--- # second
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx«spec.ingressClassName»
  tls: [{hosts: [a.example«spec.tls[0].hosts[0]»], secretName: cert«spec.tls[0].secretName»}]
  rules:
    - host: a.example«spec.rules[0].host»
      http:
        paths:
          - path: /«spec.rules[0].http.paths[0].path»
            pathType: Prefix«spec.rules[0].http.paths[0].pathType»
            backend:
              service:
                name: web«spec.rules[0].http.paths[0].backend.service.name»
                port: {number: 80«spec.rules[0].http.paths[0].backend.service.port.number»}
...
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: home}
spec:
  accessModes: [ReadWriteOnce«spec.accessModes[0]»]
  storageClassName: fast«spec.storageClassName»
  resources:
    requests:
      storage: 10Gi«spec.resources.requests.storage»
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- apiGroups: [""]
  resources: [pods, pods/log«rules[0].resources[1]»]
  verbs: [get, list«rules[0].verbs[1]»]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec:
  hard:
    requests.nvidia.com/gpu: 4«spec.hard["requests.nvidia.com/gpu"]»
    limits.memory: 256Gi«spec.hard["limits.memory"]»
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web«spec.scaleTargetRef.name»}
  minReplicas: 2«spec.minReplicas»
  metrics:
  - type: Resource«spec.metrics[0].type»
    resource:
      name: cpu
      target: {type: Utilization, averageUtilization: 70«spec.metrics[0].resource.target.averageUtilization»}
`,
  ],
  [
    'a list, as kubectl prints it',
    `apiVersion: v1
kind: List
items:
- apiVersion: batch/v1
  kind: CronJob
  metadata:
    name: nightly«metadata.name»
  spec:
    schedule: "0 3 * * *"«spec.schedule»
    concurrencyPolicy: Forbid«spec.concurrencyPolicy»
    jobTemplate:
      spec:
        backoffLimit: 0«spec.jobTemplate.spec.backoffLimit»
        template:
          spec:
            restartPolicy: Never«spec.jobTemplate.spec.template.spec.restartPolicy»
            containers:
            - name: a
              image: python:3.13«spec.jobTemplate.spec.template.spec.containers[0].image»
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: c«metadata.name»}
  data:
    script.py: |«data["script.py"]»
      spec: {schedule: x}«data["script.py"]»
- kind: Thing
  spec: {schedule: x«»}
metadata:
  resourceVersion: ""«metadata.resourceVersion»
`,
  ],
  [
    'JSON',
    `{
  "apiVersion": "v1"«apiVersion»,
  "kind": "Pod",
  "metadata": {"name": "train"«metadata.name», "labels": {"app": "x"«metadata.labels.app»}},
  "spec": {
    "restartPolicy": "Never"«spec.restartPolicy»,
    "containers": [
      {"name": "a", "image": "a"«spec.containers[0].image»},
      {
        "name": "b",
        "command": ["python", "-m", "train"«spec.containers[1].command[2]»],
        "resources": {"limits": {"memory": "2Gi"«spec.containers[1].resources.limits.memory», "cpu": 2«spec.containers[1].resources.limits.cpu»}}
      }
    ]
  }
}
`,
  ],
  [
    'anchors and merges',
    `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
    - &base
      name: a«spec.containers[0].name»
      image: python:3.13«spec.containers[0].image»
      resources: &res
        limits: {memory: 1Gi«spec.containers[0].resources.limits.memory»}
    - <<: *base
      name: b«spec.containers[1].name»
      resources: *res«spec.containers[1].resources»
`,
  ],
  [
    'nothing but Kubernetes',
    `on: push«»
jobs:«»
  build:
    runs-on: ubuntu-latest«»
`,
  ],
  [
    'a compose file',
    `services:
  web:
    image: nginx«»
    ports: ["80:80"]«»
`,
  ],
  [
    'an OpenAPI description with words of Kubernetes in it',
    `openapi: 3.0.0
info: {title: x«»}
components:
  schemas:
    Pod:
      properties:
        kind: {type: string«»}
        apiVersion: {type: string«»}
`,
  ],
  [
    'an Ansible play with a manifest inside of it',
    `- hosts: all
  tasks:
    - name: apply«»
      kubernetes.core.k8s:
        state: present«»
        definition:
          apiVersion: v1
          kind: Namespace
          metadata: {name: x«»}
`,
  ],
];
