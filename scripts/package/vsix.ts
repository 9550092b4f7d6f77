import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PackageManager, createVSIX, listFiles } from '@vscode/vsce';
import { text } from '../../src/common/json.ts';
import { bundlesOf } from '../build/bundles.ts';
import { TEXTS_FILE } from '../build/texts.ts';
import { writeBundles } from '../build/write.ts';

/** A download that nobody has to think about. */
const MOST_BYTES = 1.5 * 1024 * 1024;
/** Everything that may be in the package; what else turns up was let in by mistake. */
const BELONGS =
  /^(?:dist\/.+|media\/.+|l10n\/.+|package\.json|package\.nls(?:\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
/** What the extension cannot do without, beside its bundles. */
const NEEDED = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/package.json',
  TEXTS_FILE,
];

export interface Vsix {
  readonly path: string;
  readonly bytes: number;
  readonly files: readonly string[];
}

/** The package does not hold what it should. */
export class PackageProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PackageProblem';
  }
}

/** Builds `dist` as it is shipped and packs it into `folder`. */
export async function packVsix(root: string, folder: string): Promise<Vsix> {
  const { problems } = await writeBundles(bundlesOf(root, { readable: false }), root);
  if (problems.length > 0) throw new PackageProblem(problems.join('\n\n'));
  const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const strange = files.filter((file) => !BELONGS.test(file));
  const absent = NEEDED.filter((file) => !files.includes(file));
  if (strange.length > 0)
    throw new PackageProblem(`These do not belong into the package (.vscodeignore): ${strange.join(', ')}.`);
  if (absent.length > 0) throw new PackageProblem(`These are missing in the package: ${absent.join(', ')}.`);
  const path = join(folder, vsixName(root));
  // Its pictures are in the repository, not in the package; without a public repository there is no address to write into the links.
  await createVSIX({
    cwd: root,
    packagePath: path,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const bytes = statSync(path).size;
  if (bytes > MOST_BYTES)
    throw new PackageProblem(`The package has ${bytes} bytes; at most ${MOST_BYTES} are allowed.`);
  return { path, bytes, files };
}

function vsixName(root: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${text(manifest, 'name') ?? 'extension'}-${text(manifest, 'version') ?? '0.0.0'}.vsix`;
}
