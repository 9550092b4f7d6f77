import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import type { PodBuilder } from '../testing/objects.ts';
import { claimObject, pod } from '../testing/objects.ts';

// What containerd, CRI-O, Docker, the kubelet and network and storage plugins say, word for word, from Kubernetes 1.20 to 1.35.

const PULLS: Readonly<Record<string, readonly string[]>> = {
  'image-not-found': [
    'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/foo:latest": failed to resolve reference "docker.io/library/foo:latest": docker.io/library/foo:latest: not found',
    'rpc error: code = Unknown desc = Error response from daemon: manifest for foo/bar:1.0 not found: manifest unknown: manifest unknown',
    'rpc error: code = Unknown desc = reading manifest 9.9 in docker.io/library/python: manifest unknown: manifest unknown',
    'initializing source docker://quay.io/foo/bar:1: reading manifest 1 in quay.io/foo/bar: name unknown: repository not found',
    'rpc error: code = NotFound desc = failed to pull and unpack image "ghcr.io/x/y:z": failed to resolve reference "ghcr.io/x/y:z": ghcr.io/x/y:z: not found',
    'rpc error: code = Unknown desc = failed to pull and unpack image "x.dkr.ecr.us-east-1.amazonaws.com/foo:1": failed to resolve reference "x.dkr.ecr.us-east-1.amazonaws.com/foo:1": x.dkr.ecr.us-east-1.amazonaws.com/foo:1: not found',
    'unable to pull image or OCI artifact: pull image err: initializing source docker://docker.io/library/nope:1: reading manifest 1 in docker.io/library/nope: manifest unknown; artifact err: get manifest: build image source: reading manifest 1 in docker.io/library/nope: manifest unknown',
    'failed to pull and unpack image "gcr.io/k8s/x:1": failed to resolve reference "gcr.io/k8s/x:1": gcr.io/k8s/x:1: not found',
    'rpc error: code = Unknown desc = Error response from daemon: Get "https://gcr.io/v2/x/y/manifests/1": name unknown: Failed to compute blob liveness for manifest',
  ],
  'image-auth': [
    'rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/foo/bar:1": failed to resolve reference "docker.io/foo/bar:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    "rpc error: code = Unknown desc = Error response from daemon: pull access denied for foo/bar, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'rpc error: code = Unknown desc = failed to pull and unpack image "x.azurecr.io/a:1": failed to resolve reference "x.azurecr.io/a:1": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized',
    'rpc error: code = Unknown desc = failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://gitlab.example.com/jwt/auth: 403 Forbidden',
    'rpc error: code = Unknown desc = Error response from daemon: Get https://registry.example.com/v2/x/manifests/1: no basic auth credentials',
    'Source image rejected: unable to retrieve auth token: invalid username/password: unauthorized: authentication required',
    'initializing source docker://quay.io/foo/bar:1: reading manifest 1 in quay.io/foo/bar: unauthorized: access to the requested resource is not authorized',
    'rpc error: code = Unknown desc = failed to pull and unpack image "us-docker.pkg.dev/p/r/i:1": failed to resolve reference "us-docker.pkg.dev/p/r/i:1": failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://us-docker.pkg.dev/v2/token: 403 Forbidden',
    'denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/x"',
    'failed to pull and unpack image: failed to resolve reference "x": unexpected status from HEAD request to https://x/v2/y/manifests/1: 401 Unauthorized',
  ],
  'image-rate-limit': [
    'rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/library/python:3.11": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/python/manifests/sha256:1: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    'toomanyrequests: Too Many Requests.',
    'initializing source docker://docker.io/library/redis:7: reading manifest 7 in docker.io/library/redis: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
    'pull QPS exceeded',
  ],
  'image-tls': [
    'rpc error: code = Unknown desc = failed to pull and unpack image "r.example.com/a:1": failed to resolve reference "r.example.com/a:1": failed to do request: Head "https://r.example.com/v2/a/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'Get "https://r.example.com/v2/": x509: certificate has expired or is not yet valid: current time 2024-01-01T00:00:00Z is after 2023-01-01T00:00:00Z',
    'Get "https://10.0.0.1:5000/v2/": x509: cannot validate certificate for 10.0.0.1 because it doesn\'t contain any IP SANs',
    'pinging container registry r.example.com: Get "https://r.example.com/v2/": tls: failed to verify certificate: x509: certificate is valid for a, not r.example.com',
    'remote error: tls: handshake failure',
  ],
  'image-http-registry': [
    'failed to do request: Head "https://registry.local:5000/v2/a/manifests/1": http: server gave HTTP response to HTTPS client',
    'pinging container registry localhost:5000: Get "https://localhost:5000/v2/": http: server gave HTTP response to HTTPS client',
  ],
  'image-network': [
    'failed to do request: Head "https://registry-1.docker.io/v2/library/x/manifests/1": dial tcp: lookup registry-1.docker.io on 10.0.0.2:53: no such host',
    'Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'failed to do request: Head "https://ghcr.io/v2/x/manifests/1": dial tcp 1.2.3.4:443: i/o timeout',
    'Get "https://quay.io/v2/": dial tcp 1.2.3.4:443: connect: connection refused',
    'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://x": net/http: TLS handshake timeout',
    'failed to copy: read tcp 10.0.0.1:1->1.2.3.4:443: read: connection reset by peer',
    'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    'Get "https://registry.example.com/v2/": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused',
    'failed to pull and unpack image: failed to copy: httpReadSeeker: failed open: unexpected status code https://x/blobs/sha256:1: 503 Service Unavailable',
    'unexpected EOF',
    'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: Temporary failure in name resolution',
    'Get "https://registry-1.docker.io/v2/": dial tcp [2600:1f18::1]:443: connect: network is unreachable',
  ],
  'image-node-disk-full': [
    'failed to pull and unpack image "x": failed to extract layer sha256:1: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/x: no space left on device: unknown',
    'failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x: no space left on device',
    'writing blob: storing blob to file "/var/tmp/storage1/1": write /var/tmp/storage1/1: no space left on device',
    'failed to pull image: copying system image from manifest list: writing blob: adding layer with blob "sha256:1": processing tar file(write /x: no space left on device): exit status 1',
  ],
  'image-wrong-architecture': [
    'failed to pull and unpack image "x": no match for platform in manifest: not found',
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
    'choosing an image from manifest list docker://x: no image found in image index for architecture "arm64", variant "v8", OS "linux"',
    'image operating system "windows" cannot be used on this platform',
  ],
};

/** Docker's own images are public: a refusal there means that there is no such image. */
const PUBLIC = 'pull access denied';

const STARTS: readonly (readonly [string, { exitCode: number; reason: string }, string])[] = [
  [
    'command-not-found',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "jupyter": executable file not found in $PATH: unknown',
  ],
  [
    'command-not-found',
    { exitCode: 127, reason: 'ContainerCannotRun' },
    'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "python": executable file not found in $PATH: unknown',
  ],
  [
    'command-not-found',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app/run.sh": stat /app/run.sh: no such file or directory: unknown',
  ],
  [
    'command-not-found',
    { exitCode: 128, reason: 'StartError' },
    'container create failed: executable file `foo` not found in $PATH: No such file or directory',
  ],
  ['command-not-found', { exitCode: 127, reason: 'Error' }, ''],
  [
    'command-not-executable',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/entrypoint.sh": permission denied: unknown',
  ],
  [
    'command-not-executable',
    { exitCode: 126, reason: 'ContainerCannotRun' },
    'OCI runtime create failed: container_linux.go:349: starting container process caused "exec: \\"/app\\": permission denied": unknown',
  ],
  [
    'command-not-executable',
    { exitCode: 128, reason: 'StartError' },
    'container create failed: open executable: Permission denied',
  ],
  [
    'image-wrong-architecture',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec /usr/bin/x: exec format error: unknown',
  ],
  [
    'start-failed',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: chdir to cwd ("/work") set in config.json failed: permission denied: unknown',
  ],
  [
    'start-failed',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting "/var/lib/kubelet/pods/x/volume-subpaths/config/main/0" to rootfs at "/etc/x": mount src=... not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)?',
  ],
  [
    'gpu-driver-mismatch',
    { exitCode: 128, reason: 'StartError' },
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running hook #0: error running hook: exit status 1, stdout: , stderr: Auto-detected mode as 'legacy'\nnvidia-container-cli: initialization error: nvml error: driver/library version mismatch: unknown",
  ],
  [
    'gpu-driver-mismatch',
    { exitCode: 128, reason: 'StartError' },
    'OCI runtime create failed: error running hook #0: stderr: nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.4, please update your driver to a newer version, or use an earlier cuda container: unknown',
  ],
  [
    'gpu-runtime-missing',
    { exitCode: 128, reason: 'StartError' },
    'OCI runtime create failed: error running hook #0: stderr: nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory: unknown',
  ],
  [
    'start-failed',
    { exitCode: 128, reason: 'StartError' },
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: failed to write 1: write /sys/fs/cgroup/x: no space left on device: unknown',
  ],
  [
    'node-kernel-limit',
    { exitCode: 128, reason: 'StartError' },
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: can't get final child's PID from pipe: EOF: fork/exec /proc/self/exe: resource temporarily unavailable: unknown",
  ],
];
const WAITS: readonly (readonly [string, string, string])[] = [
  ['missing-secret', 'CreateContainerConfigError', 'secret "db" not found'],
  ['missing-secret', 'CreateContainerConfigError', "couldn't find key password in Secret team-a/db"],
  ['missing-configmap', 'CreateContainerConfigError', 'configmap "app" not found'],
  ['missing-configmap', 'CreateContainerConfigError', 'configmaps "app" not found'],
  ['missing-secret', 'CreateContainerConfigError', 'secrets "app" not found'],
  ['missing-configmap', 'CreateContainerConfigError', "couldn't find key a.conf in ConfigMap team-a/app"],
  [
    'runasnonroot',
    'CreateContainerConfigError',
    'container has runAsNonRoot and image will run as root (pod: "x_team-a(1)", container: main)',
  ],
  [
    'runasnonroot',
    'CreateContainerConfigError',
    'container has runAsNonRoot and image has non-numeric user (jovyan), cannot verify user is non-root (pod: "x", container: main)',
  ],
  [
    'runasnonroot',
    'CreateContainerConfigError',
    'container\'s runAsUser breaks non-root policy (pod: "x", container: main)',
  ],
  ['start-failed', 'CreateContainerError', 'context deadline exceeded'],
  [
    'start-failed',
    'CreateContainerError',
    'failed to reserve container name "main_x_1": name "main_x_1" is reserved for "abc"',
  ],
  [
    'command-not-found',
    'RunContainerError',
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "mlflow": executable file not found in $PATH: unknown',
  ],
  [
    'start-failed',
    'PostStartHookError',
    'Exec lifecycle hook ([/bin/sh -c cp x y]) for Container "main" in Pod "x" failed - error: command \'/bin/sh -c cp x y\' exited with 1: cp: cannot stat, message: "cp: cannot stat \'x\'"',
  ],
  [
    'image-invalid-name',
    'InvalidImageName',
    'Failed to apply default image tag "Foo:1": couldn\'t parse image name "Foo:1": invalid reference format: repository name must be lowercase',
  ],
  [
    'image-never-pull',
    'ErrImageNeverPull',
    'Container image "foo:1" is not present with pull policy of Never',
  ],
  [
    'start-failed',
    'CreateContainerError',
    'failed to create containerd container: error unpacking image: failed to extract layer sha256:1: failed to get reader from content store: content digest sha256:1: not found',
  ],
  [
    'gpu-runtime-missing',
    'RunContainerError',
    'failed to create task for container: failed to create shim task: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v2.task/k8s.io/x/log.json: no such file or directory): exec: "nvidia-container-runtime": executable file not found in $PATH: <nil>: unknown',
  ],
];
const MOUNTS: readonly (readonly [string, string, string])[] = [
  [
    'missing-secret',
    'FailedMount',
    'MountVolume.SetUp failed for volume "creds" : secret "gcp-key" not found',
  ],
  [
    'missing-configmap',
    'FailedMount',
    'MountVolume.SetUp failed for volume "cfg" : configmap "app-config" not found',
  ],
  [
    'missing-configmap',
    'FailedMount',
    'MountVolume.SetUp failed for volume "cfg" : configmap references non-existent config key: app.ini',
  ],
  [
    'missing-secret',
    'FailedMount',
    'MountVolume.SetUp failed for volume "cfg" : references non-existent secret key: tls.crt',
  ],
  [
    'volume-mount-nfs',
    'FailedMount',
    'MountVolume.SetUp failed for volume "nfs" : mount failed: exit status 32\nMounting command: mount\nMounting arguments: -t nfs 10.0.0.9:/export /var/lib/kubelet/pods/x\nOutput: mount.nfs: access denied by server while mounting 10.0.0.9:/export',
  ],
  [
    'volume-mount-nfs',
    'FailedMount',
    'MountVolume.SetUp failed for volume "nfs" : mount failed: exit status 32\nOutput: mount.nfs: Connection timed out',
  ],
  [
    'csi-driver-missing',
    'FailedMount',
    'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
  ],
  [
    'volume-mount-failed',
    'FailedMount',
    'MountVolume.MountDevice failed for volume "pvc-1" : rpc error: code = Internal desc = mount failed: exit status 32 wrong fs type, bad option, bad superblock on /dev/nvme1n1',
  ],
  [
    'volume-multi-attach',
    'FailedAttachVolume',
    'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
  ],
  [
    'volume-multi-attach',
    'FailedAttachVolume',
    'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) other-0',
  ],
  [
    'volume-lost',
    'FailedAttachVolume',
    'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = NotFound desc = Volume "vol-1" not found',
  ],
  [
    'volume-lost',
    'FailedAttachVolume',
    'AttachVolume.Attach failed for volume "pv" : googleapi: Error 404: The resource \'projects/x/zones/y/disks/z\' was not found, notFound',
  ],
  [
    'scheduling-volume-limit',
    'FailedAttachVolume',
    'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = Could not attach volume "vol" to node "i-1": attachment of disk "vol" failed, expected device to be attached but was attaching: AttachmentLimitExceeded',
  ],
  [
    'hostpath-missing',
    'FailedMount',
    'MountVolume.SetUp failed for volume "docker" : hostPath type check failed: /var/run/docker.sock is not a socket file',
  ],
  [
    'hostpath-missing',
    'FailedMount',
    'MountVolume.SetUp failed for volume "d" : hostPath type check failed: /data is not a directory',
  ],
  [
    'node-unhealthy',
    'FailedMount',
    'MountVolume.SetUp failed for volume "x" : mkdir /var/lib/kubelet/pods/1/volumes: read-only file system',
  ],
  [
    'volume-mount-failed',
    'FailedMount',
    'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data kube-api-access-1]: timed out waiting for the condition',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create pod network sandbox k8s_x(1): error adding pod x to CNI network "multus-cni-network": plugin type="multus" failed',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed create pod sandbox: rpc error: code = Unknown desc = failed to set up sandbox container "1" network for pod "x": NetworkPlugin cni failed to set up pod "x" network: open /run/flannel/subnet.env: no such file or directory',
  ],
  [
    'sandbox-network',
    'NetworkNotReady',
    'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
  ],
  [
    'gpu-runtime-missing',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "nvidia" is configured',
  ],
  [
    'gpu-runtime-missing',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = RuntimeHandler "nvidia" not supported',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
  ],
  [
    'node-kernel-limit',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to create containerd task: failed to create shim: OCI runtime create failed: runc did not terminate successfully: exit status 2: runtime/cgo: pthread_create failed: Resource temporarily unavailable',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "1": failed to find network info for sandbox',
  ],
  [
    'sandbox-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to reserve sandbox name "x_1": name "x_1" is reserved for "abc"',
  ],
  [
    'image-network',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.9": failed to pull image "registry.k8s.io/pause:3.9": failed to pull and unpack image: dial tcp 1.2.3.4:443: i/o timeout',
  ],
];

function is(cause: string, builder: PodBuilder): void {
  const [first] = diagnose(builder.bundle(), builder.ref).findings;
  assert.equal(first?.cause, cause, first?.title);
  assert.ok(first.evidence.length > 0 && first.actions.length > 0, 'evidence and actions');
}

describe('an image that cannot be pulled', () => {
  for (const [cause, messages] of Object.entries(PULLS)) {
    for (const said of messages) {
      it(`is ${cause}: ${said.slice(-90)}`, () => {
        const wrapped = `Back-off pulling image "x": ErrImagePull: ${said}`;
        is(cause, pod().waiting('ErrImagePull', said));
        is(cause, pod().waiting('ImagePullBackOff', wrapped));
        is(
          cause,
          pod()
            .waiting('ImagePullBackOff', 'Back-off pulling image "x"')
            .withEvent('Failed', `Failed to pull image "x": ${said}`, { container: 'main' })
            .withEvent('Failed', 'Error: ErrImagePull')
            .withEvent('BackOff', 'Back-off pulling image "x"', { type: 'Normal' }),
        );
        const inInit = { state: { waiting: { reason: 'ImagePullBackOff', message: wrapped } } };
        if (!said.includes(PUBLIC)) is(cause, pod().init('setup', inInit));
      });
    }
  }
});

describe('a container that cannot be started', () => {
  for (const [cause, end, message] of STARTS) {
    it(`is ${cause}: ${end.exitCode} ${message.slice(-90)}`, () => {
      is(cause, pod().crashing(4, { ...end, message }));
      if (message !== '') is(cause, pod().waiting('RunContainerError', message));
    });
  }
  for (const [cause, reason, message] of WAITS)
    it(`is ${cause}: ${reason} ${message.slice(-90)}`, () => is(cause, pod().waiting(reason, message)));
});

describe('a pod whose volumes or network cannot be set up', () => {
  for (const [cause, reason, message] of MOUNTS) {
    it(`is ${cause}: ${reason} ${message.slice(-90)}`, () =>
      is(
        cause,
        pod()
          .mounting('data')
          .waiting('ContainerCreating')
          .with(claimObject('data'))
          .withEvent(reason, message, { count: 9, ago: 30 }),
      ));
  }
});
