import * as l10n from '@vscode/l10n';

export interface ImageReference {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Docker's own registry, where names without a registry lead. */
const DOCKER_HUB = 'docker.io';
/** Of the grammar of image references: lower-case path parts, a tag of at most 128 characters. */
const REFERENCE =
  /^(?:((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?)\/)?([a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-fA-F]{32,}))?$/;

/** The parts of an image reference; nothing for a text that is none. */
export function parseImage(written: string): ImageReference | undefined {
  if (written.length > 500) return undefined;
  const match = REFERENCE.exec(written);
  if (!match) return undefined;
  const [, first, path = '', tag, digest] = match;
  const isRegistry = first !== undefined && (/[.:]/.test(first) || first === 'localhost');
  const name = first === undefined || isRegistry ? path : `${first}/${path}`;
  if (name !== name.toLowerCase()) return undefined;
  const registry = isRegistry ? first.replace(/^(index|registry-1)\.docker\.io$/, DOCKER_HUB) : DOCKER_HUB;
  const repository = registry === DOCKER_HUB ? name.replace(/^library\//, '') : name;
  return {
    registry,
    repository,
    ...(tag !== undefined ? { tag } : {}),
    ...(digest !== undefined ? { digest } : {}),
  };
}

/** Where the image comes from and which version of it is meant. */
export function imageWords(written: string): string | undefined {
  const image = parseImage(written);
  if (image === undefined) return undefined;
  const from = image.registry === DOCKER_HUB ? 'Docker Hub' : image.registry;
  if (image.digest !== undefined)
    return l10n.t('{0} from {1}, fixed by its digest: always exactly this image', image.repository, from);
  return image.tag === undefined
    ? l10n.t('{0} from {1}, without a tag: "latest" is taken', image.repository, from)
    : l10n.t('{0} from {1}, tag {2}', image.repository, from, image.tag);
}
