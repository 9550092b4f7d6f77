// Fills dist/: the extension, the pages it shows, the command line.
//   npm run build                 small, as it is packaged
//   npm run watch                 readable, with source maps, again at every change
import { fileURLToPath } from 'node:url';
import { bundlesOf } from './build/bundles.ts';
import { watchBundles } from './build/watch.ts';
import { writeBundles } from './build/write.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const known = new Set(['--watch', '--dev']);
const unknown = process.argv.slice(2).find((word) => !known.has(word));
if (unknown !== undefined) {
  process.stderr.write(`build: ${unknown} is not known. There are ${[...known].join(' and ')}.\n`);
  process.exitCode = 2;
} else if (process.argv.includes('--watch')) {
  await watchBundles(root);
} else {
  const bundles = bundlesOf(root, { readable: process.argv.includes('--dev') });
  const { files, problems } = await writeBundles(bundles, root);
  for (const { name, bytes } of files) process.stdout.write(`${kilobytes(bytes)}  dist/${name}\n`);
  for (const problem of problems) process.stderr.write(`build: ${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1).padStart(8)} KB`;
}
