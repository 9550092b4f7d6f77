import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packVsix } from '../../scripts/package/vsix.ts';
import { reportToStderr } from '../harness/cache.ts';
import { openEditor } from '../harness/editor/editor.ts';
import type { Editor, EditorOptions } from '../harness/editor/editor.ts';
import { sweepDeadRuns } from '../harness/ledger.ts';
import { Workbench } from './workbench.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export type WindowOptions = Omit<EditorOptions, 'extension'> & Partial<Pick<EditorOptions, 'extension'>>;

/** An editor with the packed extension in it, and the words to use it. */
export interface Window extends Editor {
  readonly workbench: Workbench;
}

/** Which cluster Porthole opens at first. The sample cluster starts in the extension itself. */
export const SAMPLE: WindowOptions = { env: { PORTHOLE_START: 'sample' } };

/**
 * Opens the extension as it is packed, for a suite: `before(async () => { window = await openWindow(SAMPLE); })`. When a test fails, a
 * picture and the logs of the editor are put into `out/failures`; the suite has to call `closeWindow` in its `after`.
 */
export async function openWindow(options: WindowOptions): Promise<Window> {
  await sweepDeadRuns(reportToStderr);
  const extension = options.extension ?? { vsix: await packedExtension() };
  const editor = await openEditor({ ...options, extension });
  return { ...editor, workbench: new Workbench(editor.page) };
}

/** For `afterEach`: what the window looked like when the test failed, for whoever has to find out why. */
export async function keepEvidence(window: Window, test: Mocha.Test | undefined): Promise<void> {
  if (test?.state !== 'failed') return;
  const name = test.fullTitle().replaceAll(/[^\w-]+/g, '-');
  const folder = join(root, 'out/failures');
  mkdirSync(folder, { recursive: true });
  // What the extension has opened beside itself is a page of the same browser.
  for (const [number, page] of window.page.context().pages().entries())
    await page.screenshot({ path: join(folder, `${name}${number === 0 ? '' : `-${number}`}.png`) });
  writeFileSync(join(folder, `${name}.log`), window.logs());
}

/** The folder that was packed, for a suite that changes something of it. */
export async function packedFolder(): Promise<string> {
  await packedExtension();
  return root;
}

let packed: Promise<string> | undefined;

/** The file that `npm test` has packed; packed here when a suite is run by itself. */
async function packedExtension(): Promise<string> {
  const given = process.env['PORTHOLE_VSIX'];
  if (given !== undefined) return given;
  const folder = join(root, 'out/package');
  mkdirSync(folder, { recursive: true });
  packed ??= packVsix(root, folder).then(({ path }) => path);
  return await packed;
}
