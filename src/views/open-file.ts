import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation } from './notice.ts';

/** The file of a traceback, where the workspace has one whose path ends the same; the longest such end wins. */
export async function openFile(path: string, line: number): Promise<void> {
  const name = basename(path);
  const found = await vscode.workspace.findFiles(
    `**/${name.replace(/[[\]{}*?]/g, '?')}`,
    '**/{node_modules,site-packages,.venv}/**',
    50,
  );
  const [best] = found.sort((a, b) => commonEnd(b.path, path) - commonEnd(a.path, path));
  if (!best) {
    void showInformation(l10n.t('{0} is not in this workspace. In the container it is {1}.', name, path));
    return;
  }
  await openAt(best, line);
}

/** A file of this machine, or one of the workspace; 1 is the first line. */
export async function openAt(file: string | vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(typeof file === 'string' ? vscode.Uri.file(file) : file, {
    selection: new vscode.Range(at, at),
  });
}

function commonEnd(a: string, b: string): number {
  const [one, other] = [a.split('/').reverse(), b.split('/').reverse()];
  const differs = one.findIndex((part, index) => part !== other[index]);
  return differs < 0 ? one.length : differs;
}
