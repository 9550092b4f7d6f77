/** The image without registry port confusion, tag and digest: `quay.io/jupyterhub/k8s-hub`. */
export function repositoryOf(image: string): string {
  const named = image.split('@')[0] ?? image;
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  return colon < 0 ? named : named.slice(0, colon);
}

/** The tag of an image, where it has one. */
export function tagOf(image: string): string | undefined {
  const named = image.split('@')[0] ?? image;
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0 ? undefined : named.slice(colon + 1);
}
