import * as l10n from '@vscode/l10n';
import type { Wording } from '../claim.ts';
import { team, whereToEdit, you } from './place.ts';
import { clipped, duration } from './quantities.ts';

interface Pull {
  image: string;
  container: string;
  message: string;
  registry: string;
}

export interface ImageSays {
  'image-not-found': Pull & { tag?: string | undefined; ambiguous: boolean };
  'image-auth': Pull & { secrets: readonly string[]; missingSecret?: string | undefined; ambiguous: boolean };
  'image-rate-limit': Pull;
  'image-tls': Pull & { expired: boolean };
  'image-http-registry': Pull;
  'image-network': Pull & { kind: 'dns' | 'timeout' | 'refused' | 'other' };
  'image-node-disk-full': Pull & { node?: string | undefined };
  'image-wrong-architecture': Pull & { node?: string | undefined; arch?: string | undefined };
  'image-invalid-name': Pull;
  'image-never-pull': Pull & { node?: string | undefined };
  'image-pulling': Pull & { seconds?: number | undefined };
}

const pullSecretPatch = 'spec:\n  imagePullSecrets:\n  - name: registry-login\n';

function makePullSecret(registry: string): string {
  return `kubectl create secret docker-registry registry-login --docker-server=${registry} --docker-username=... --docker-password=...\n`;
}

function saysRegistry(message: string): string {
  return l10n.t('The machine that fetches it says: “{0}”', clipped(message, 260));
}

export const imageWords: { [C in keyof ImageSays]: Wording<ImageSays[C]> } = {
  'image-not-found': {
    short: () => l10n.t('image not found'),
    title: ({ image, tag, ambiguous }) =>
      ambiguous
        ? l10n.t('The image {0} does not exist, or needs a login to be seen.', image)
        : tag === undefined
          ? l10n.t('The image {0} does not exist.', image)
          : l10n.t(
              'The image {0} does not exist: there is no tag "{1}" (or no such repository).',
              image,
              tag,
            ),
    why: ({ message, ambiguous }) =>
      ambiguous
        ? `${saysRegistry(message)} ${l10n.t('Registries give the same answer for a wrong name and for a private image; a login that may see it would tell them apart.')}`
        : saysRegistry(message),
    actions: ({ registry, ambiguous }, place) => [
      you(
        l10n.t(
          'Check name and tag for typing errors and that the image was pushed; then correct it in {0}.',
          whereToEdit(place),
        ),
      ),
      ...(ambiguous
        ? [
            you(
              l10n.t('If it is private: give the pod a login for {0}.', registry),
              `${makePullSecret(registry)}${pullSecretPatch}`,
            ),
          ]
        : []),
    ],
  },
  'image-auth': {
    short: () => l10n.t('not allowed to download its image'),
    title: ({ image, registry, missingSecret }) =>
      missingSecret === undefined
        ? l10n.t('The registry {1} does not let this pod download the image {0}.', image, registry)
        : l10n.t(
            'The login for the registry {1} (Secret "{2}") is not in this namespace, so the image {0} cannot be downloaded.',
            image,
            registry,
            missingSecret,
          ),
    why: ({ message, secrets, ambiguous }) =>
      [
        saysRegistry(message),
        secrets.length === 0
          ? l10n.t('The pod has no login of its own (no imagePullSecrets).')
          : l10n.t('It uses the login in: {0}.', secrets.join(', ')),
        ambiguous ? l10n.t('A name that does not exist gives the same answer.') : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    actions: ({ registry, secrets, missingSecret, ambiguous }) => [
      missingSecret !== undefined
        ? you(
            l10n.t(
              'Create the Secret "{0}" in this namespace: logins are not shared between namespaces.',
              missingSecret,
            ),
            makePullSecret(registry).replace('registry-login', missingSecret),
          )
        : secrets.length === 0
          ? you(
              l10n.t('Give the pod a login for {0}.', registry),
              `${makePullSecret(registry)}${pullSecretPatch}`,
            )
          : you(
              l10n.t(
                'Renew the login in {0}: it was refused (expired, wrong, or without access to this image).',
                secrets.join(', '),
              ),
            ),
      ...(ambiguous ? [you(l10n.t('Check the image’s name as well.'))] : []),
      team(
        l10n.t(
          'Please check that this namespace has a valid login for {0}, or that the machines’ own role may read it.',
          registry,
        ),
      ),
    ],
  },
  'image-rate-limit': {
    short: () => l10n.t('the registry’s download limit is reached'),
    title: ({ image, registry }) =>
      l10n.t(
        'The registry {1} has had too many downloads from here and refuses {0} for now.',
        image,
        registry,
      ),
    why: ({ message }) =>
      `${l10n.t('Public registries count downloads per address or login; all machines of a cluster often share one address.')} ${saysRegistry(message)}`,
    actions: ({ registry }) => [
      you(l10n.t('Wait: Kubernetes tries again by itself, and the limit ends after some hours.')),
      you(
        l10n.t('Use a login for {0}: it has a limit of its own.', registry),
        `${makePullSecret(registry)}${pullSecretPatch}`,
      ),
      team(l10n.t('Please mirror {0} (pull-through cache), so that downloads are counted once.', registry)),
    ],
  },
  'image-tls': {
    short: () => l10n.t('the registry’s certificate is not trusted'),
    title: ({ registry, image, expired }) =>
      expired
        ? l10n.t(
            'The certificate of the registry {0} has expired, so the image {1} cannot be downloaded.',
            registry,
            image,
          )
        : l10n.t(
            'The machine does not trust the certificate of the registry {0}, so it does not download {1}.',
            registry,
            image,
          ),
    why: ({ message }) => saysRegistry(message),
    actions: ({ registry, expired }) => [
      team(
        expired
          ? l10n.t('Please renew the certificate of {0}.', registry)
          : l10n.t(
              'Please add the authority that signed the certificate of {0} to the machines’ container runtime.',
              registry,
            ),
        `# containerd: /etc/containerd/certs.d/${registry}/hosts.toml\n[host."https://${registry}"]\n  ca = "/etc/ssl/certs/registry-ca.crt"\n`,
      ),
    ],
  },
  'image-http-registry': {
    short: () => l10n.t('the registry speaks plain HTTP'),
    title: ({ registry, image }) =>
      l10n.t(
        'The registry {0} speaks plain HTTP, and the machine insists on HTTPS; {1} cannot be downloaded.',
        registry,
        image,
      ),
    why: ({ message }) => saysRegistry(message),
    actions: ({ registry }) => [
      team(
        l10n.t(
          'Please give {0} a certificate, or allow plain HTTP for it in the machines’ container runtime.',
          registry,
        ),
        `# containerd: /etc/containerd/certs.d/${registry}/hosts.toml\nserver = "http://${registry}"\n`,
      ),
    ],
  },
  'image-network': {
    short: () => l10n.t('the image registry cannot be reached'),
    title: ({ registry, kind, image }) =>
      kind === 'dns'
        ? l10n.t(
            'The name of the registry {0} cannot be found, so the image {1} cannot be downloaded.',
            registry,
            image,
          )
        : l10n.t(
            'The registry {0} cannot be reached, so the image {1} cannot be downloaded.',
            registry,
            image,
          ),
    why: ({ message }) => saysRegistry(message),
    actions: ({ registry, kind }) => [
      ...(kind === 'dns'
        ? [you(l10n.t('Check the registry’s name in the image for typing errors.'))]
        : [you(l10n.t('Wait a little: Kubernetes tries again by itself, and short breaks heal.'))]),
      team(
        l10n.t('Please check that the machines reach {0} (DNS, firewall, proxy).', registry),
        `curl -sS -o /dev/null -w '%{http_code}\\n' https://${registry}/v2/\n`,
      ),
    ],
  },
  'image-node-disk-full': {
    short: () => l10n.t('no room for its image on the machine’s disk'),
    title: ({ image, node }) =>
      node === undefined
        ? l10n.t('The machine’s disk is too full to unpack the image {0}.', image)
        : l10n.t('The disk of the machine {1} is too full to unpack the image {0}.', image, node),
    why: ({ message }) => saysRegistry(message),
    actions: ({ node }) => [
      you(
        l10n.t(
          'Use a smaller image if there is one: images with CUDA and all of conda easily take 10 GB and more.',
        ),
      ),
      team(
        l10n.t('Please free or enlarge the disk for images on {0}.', node ?? l10n.t('this machine')),
        'crictl rmi --prune\ndf -h /var/lib/containerd\n',
      ),
    ],
  },
  'image-wrong-architecture': {
    short: () => l10n.t('its image is built for other processors'),
    title: ({ image, arch, node }) =>
      node === undefined
        ? l10n.t('The image {0} is not built for the processor of its machine.', image)
        : arch === undefined
          ? l10n.t('The image {0} is not built for the processor of the machine {1}.', image, node)
          : l10n.t(
              'The image {0} is not built for {1}, the processor of the machine {2}.',
              image,
              arch,
              node,
            ),
    why: ({ message }) => l10n.t('The machine says: “{0}”', clipped(message, 240)),
    actions: ({ arch }) => [
      you(
        l10n.t('Build the image for both kinds of processor.'),
        'docker buildx build --platform linux/amd64,linux/arm64 --push -t IMAGE .\n',
      ),
      you(
        l10n.t('Or ask for machines that fit the image.'),
        `nodeSelector:\n  kubernetes.io/arch: ${arch === 'arm64' ? 'amd64' : 'arm64'}\n`,
      ),
    ],
  },
  'image-invalid-name': {
    short: () => l10n.t('its image’s name is not valid'),
    title: ({ image }) => l10n.t('"{0}" is not a valid image name.', image),
    why: ({ message }) =>
      l10n.t(
        'Names are lower case, without spaces and without https://; a template may have left a part empty. The machine says: “{0}”',
        clipped(message, 200),
      ),
    actions: (_says, place) => [
      you(l10n.t('Correct it in {0}.', whereToEdit(place)), 'image: registry.example.com/team/image:1.0\n'),
    ],
  },
  'image-never-pull': {
    short: () => l10n.t('its image is not on the machine and may not be downloaded'),
    title: ({ image, node }) =>
      l10n.t(
        'The image {0} is not on the machine {1}, and the pod forbids downloading it (imagePullPolicy: Never).',
        image,
        node ?? '',
      ),
    why: () => l10n.t('Never is meant for images that were loaded onto the machine by hand.'),
    actions: (_says, place) => [
      you(
        l10n.t('Allow downloading in {0}, or load the image onto every machine.', whereToEdit(place)),
        'imagePullPolicy: IfNotPresent\n',
      ),
    ],
  },
  'image-pulling': {
    short: () => l10n.t('downloading its image'),
    title: ({ image, seconds }) =>
      seconds === undefined
        ? l10n.t('The image {0} is being downloaded.', image)
        : l10n.t('The image {0} has been downloading for {1}.', image, duration(seconds)),
    why: () => l10n.t('Large images take minutes the first time on a machine; there is no error so far.'),
    actions: () => [
      you(
        l10n.t(
          'Wait. If it is slow every time, a smaller image helps, or one that the platform team loads onto the machines beforehand.',
        ),
      ),
    ],
  },
};
