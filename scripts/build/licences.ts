import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '../../src/common/json.ts';

/** The licences of the packages of which something is in dist/, one after the other. `inputs` are paths from the root. */
export function licences(inputs: readonly string[], root: string): string {
  const packages = new Set(
    inputs
      .map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
      .filter((name) => name !== undefined),
  );
  const parts = [...packages].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const licence = text(manifest, 'license');
    if (file === undefined && licence === undefined)
      throw new Error(`${name} is bundled and says nothing of a licence.`);
    const words =
      file === undefined
        ? `Its package holds no text of the licence. See ${text(manifest, 'repository', 'url') ?? `https://www.npmjs.com/package/${name}`}.`
        : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${text(manifest, 'version') ?? ''} (${licence ?? 'see below'})\n\n${words}\n`;
  });
  return `Porthole contains these packages. Of @kubernetes/client-node it contains the descriptions of the Kubernetes API, by The Kubernetes Authors, shortened (field-reference.json.br).\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
