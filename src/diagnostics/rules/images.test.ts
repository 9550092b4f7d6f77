import { describeCause, dying } from '../testing/cases.ts';
import { node, object, pod } from '../testing/objects.ts';
import type { PodBuilder } from '../testing/objects.ts';

function pulling(message: string, image = 'registry.example.com/team/train:1.0'): PodBuilder {
  return pod()
    .image(image)
    .waiting('ImagePullBackOff', `Back-off pulling image "${image}"`)
    .withEvent('Failed', `Failed to pull image "${image}": ${message}`, { container: 'main' })
    .withEvent('Failed', 'Error: ErrImagePull', { container: 'main', ago: 50 });
}

describeCause(
  'image-not-found',
  [
    {
      when: 'the tag is not there (containerd)',
      given: pulling(
        'rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.com/team/train:1.0": failed to resolve reference "registry.example.com/team/train:1.0": registry.example.com/team/train:1.0: not found',
      ),
      naming: ['image not found', '1.0'],
    },
    {
      when: 'digits of a port or a digest look like the status of a refusal',
      given: pulling(
        'rpc error: code = NotFound desc = failed to pull and unpack image "127.0.0.1:40123/team/train@sha256:94014015": failed to resolve reference "127.0.0.1:40123/team/train@sha256:94014015": 127.0.0.1:40123/team/train@sha256:94014015: not found',
        '127.0.0.1:40123/team/train@sha256:94014015',
      ),
    },
    {
      when: 'the manifest is unknown (docker)',
      given: pulling(
        'rpc error: code = Unknown desc = Error response from daemon: manifest for registry.example.com/team/train:1.0 not found: manifest unknown: manifest unknown',
      ),
    },
    {
      when: 'newer kubelets say it in the waiting message',
      given: pod().waiting(
        'ImagePullBackOff',
        'Back-off pulling image "x:1": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/x:1": failed to resolve reference "docker.io/library/x:1": docker.io/library/x:1: not found',
      ),
    },
    {
      when: 'a short name of Docker Hub is denied and there is no login',
      given: pulling(
        'rpc error: code = Unknown desc = failed to resolve reference "docker.io/library/pythn:3.11": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        'pythn:3.11',
      ),
      naming: ['login'],
    },
  ],
  [
    {
      when: 'the registry wants a login',
      given: pulling(
        'rpc error: code = Unknown desc = failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized',
      ),
      instead: 'image-auth',
    },
    {
      when: 'the pull failed once and then succeeded',
      given: pod()
        .withEvent('Failed', 'Failed to pull image "x": rpc error: not found', {
          container: 'main',
          ago: 3000,
        })
        .withEvent('Pulled', 'Successfully pulled image "x" in 3s', {
          container: 'main',
          ago: 2900,
          type: 'Normal',
        }),
      instead: 'well',
    },
  ],
);

describeCause(
  'image-auth',
  [
    {
      when: 'ECR has no credentials',
      given: pulling(
        'rpc error: code = Unknown desc = Error response from daemon: Get "https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/x/manifests/1": no basic auth credentials',
        '1.dkr.ecr.eu-west-1.amazonaws.com/x:1',
      ),
      naming: ['1.dkr.ecr.eu-west-1.amazonaws.com'],
    },
    {
      when: 'the pull secret is not in this namespace',
      given: pulling(
        'pull access denied for registry.example.com/team/train, repository does not exist or may require authorization',
      )
        .spec({ imagePullSecrets: [{ name: 'regcred' }] })
        .withEvent(
          'FailedToRetrieveImagePullSecret',
          'Unable to retrieve some image pull secrets (regcred); attempting to pull the image may not succeed.',
        ),
      naming: ['regcred'],
    },
    {
      when: 'the registry forbids it',
      given: pulling(
        'rpc error: code = Unknown desc = failed to resolve reference: unexpected status from HEAD request: 403 Forbidden',
      ),
    },
  ],
  [
    {
      when: 'the tag is missing in a registry that the pod is logged in to',
      given: pulling(
        'rpc error: code = NotFound desc = failed to resolve reference "registry.example.com/team/train:1.0": not found',
      )
        .spec({ imagePullSecrets: [{ name: 'regcred' }] })
        .with(object('Secret', 'regcred')),
      instead: 'image-not-found',
    },
  ],
);

describeCause(
  'image-rate-limit',
  [
    {
      when: 'Docker Hub counts',
      given: pulling(
        'rpc error: code = Unknown desc = failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/x: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
      ),
    },
  ],
  [
    {
      when: 'the registry is only slow',
      given: pulling('rpc error: code = DeadlineExceeded desc = context deadline exceeded'),
      instead: 'image-network',
    },
  ],
);
describeCause(
  'image-tls',
  [
    {
      when: 'the authority is unknown',
      given: pulling(
        'failed to do request: Head "https://registry.example.com/v2/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      ),
    },
  ],
  [
    {
      when: 'the registry speaks no TLS',
      given: pulling(
        'Get "https://registry.example.com/v2/": http: server gave HTTP response to HTTPS client',
      ),
      instead: 'image-http-registry',
    },
  ],
);
describeCause(
  'image-http-registry',
  [{ when: 'it answers in plain HTTP', given: pulling('http: server gave HTTP response to HTTPS client') }],
  [
    {
      when: 'the certificate is out of date',
      given: pulling('x509: certificate has expired or is not yet valid'),
      instead: 'image-tls',
    },
  ],
);
describeCause(
  'image-network',
  [
    {
      when: 'the name is not found',
      given: pulling('dial tcp: lookup registry.exmaple.com on 10.0.0.10:53: no such host'),
    },
    { when: 'it does not answer', given: pulling('dial tcp 10.0.0.9:443: i/o timeout') },
  ],
  [
    {
      when: 'the registry’s limit is reached',
      given: pulling('429 Too Many Requests'),
      instead: 'image-rate-limit',
    },
  ],
);
describeCause(
  'image-node-disk-full',
  [
    {
      when: 'there is no room to unpack',
      given: pulling(
        'failed to extract layer sha256:abc: write /var/lib/containerd/x: no space left on device',
      ),
      naming: ['node-1'],
    },
  ],
  [
    {
      when: 'the program fills its own disk',
      given: dying("OSError: [Errno 28] No space left on device: '/tmp/x'\n"),
      instead: 'volume-full',
    },
  ],
);
describeCause(
  'image-wrong-architecture',
  [
    {
      when: 'there is none for this platform',
      given: pulling('no match for platform in manifest: not found').with(node('node-1')),
      naming: ['amd64'],
    },
    {
      when: 'the program cannot be executed',
      given: dying('exec /usr/bin/tini: exec format error\n', { exitCode: 255 }),
    },
  ],
  [{ when: 'the image is simply not there', given: pulling('manifest unknown'), instead: 'image-not-found' }],
);
describeCause(
  'image-invalid-name',
  [
    {
      when: 'it cannot be read',
      given: pod()
        .image('Registry/My Image')
        .waiting(
          'InvalidImageName',
          'Failed to apply default image tag "Registry/My Image": couldn\'t parse image name: invalid reference format',
        ),
    },
  ],
  [
    {
      when: 'the name is fine and the image is not there',
      given: pulling('manifest unknown'),
      instead: 'image-not-found',
    },
  ],
);
describeCause(
  'image-never-pull',
  [
    {
      when: 'the policy is Never',
      given: pod().waiting(
        'ErrImageNeverPull',
        'Container image "x:1" is not present with pull policy of Never',
      ),
    },
  ],
  [
    {
      when: 'it is being pulled',
      given: pod().aged(60).waiting('ContainerCreating', '', 60),
      instead: 'well',
    },
  ],
);
describeCause(
  'image-pulling',
  [
    {
      when: 'a large image takes minutes',
      given: pod()
        .waiting('ContainerCreating', '', 400)
        .withEvent('Pulling', 'Pulling image "registry.example.com/team/train:1.0"', {
          type: 'Normal',
          count: 1,
          ago: 390,
          firstAgo: 390,
          container: 'main',
        }),
    },
  ],
  [{ when: 'pulling failed', given: pulling('manifest unknown'), instead: 'image-not-found' }],
);
