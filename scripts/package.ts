// npm run package: the file that people install. Refuses what is too large or does not belong into it.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackageProblem, packVsix } from './package/vsix.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
try {
  const { path, bytes, files } = await packVsix(root, root);
  process.stdout.write(`${relative(root, path)}: ${files.length} files, ${(bytes / 1024).toFixed(0)} KB\n`);
} catch (error) {
  if (!(error instanceof PackageProblem)) throw error;
  process.stderr.write(`package: ${error.message}\n`);
  process.exitCode = 1;
}
