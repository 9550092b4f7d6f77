import * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';

/** Where the user wrote last: a page that is clicked takes the focus, and the editor behind it is no longer the active one. */
export class LastEditor implements Disposable {
  readonly #owned = new DisposableStore();
  #text = vscode.window.activeTextEditor;
  #notebook = vscode.window.activeNotebookEditor;
  #isNotebook = this.#notebook !== undefined;

  constructor() {
    this.#owned.own(
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        // Cells are text editors too; their notebook is what code goes into. Output channels are nobody's code.
        if (!editor || editor.document.uri.scheme === 'vscode-notebook-cell') return;
        if (editor.document.uri.scheme === 'output') return;
        this.#text = editor;
        this.#isNotebook = false;
      }),
    );
    this.#owned.own(
      vscode.window.onDidChangeActiveNotebookEditor((editor) => {
        if (!editor) return;
        this.#notebook = editor;
        this.#isNotebook = true;
      }),
    );
  }

  /** Puts code where the user was: below the cell of a notebook, at the cursor of a file, else into a new file. */
  async insert(code: string): Promise<void> {
    const notebook = this.#isNotebook ? this.#notebook : undefined;
    if (notebook && !notebook.notebook.isClosed) await insertCell(notebook, code);
    else await insertText(this.#text, code);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

async function insertCell(editor: vscode.NotebookEditor, code: string): Promise<void> {
  const { notebook, selection } = editor;
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, code, 'python');
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [
    vscode.NotebookEdit.insertCells(Math.min(selection.end, notebook.cellCount), [cell]),
  ]);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showNotebookDocument(notebook);
}

async function insertText(before: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (!before || before.document.isClosed) {
    const document = await vscode.workspace.openTextDocument({ content: `${code}\n`, language: 'python' });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    return;
  }
  const { document, selection } = before;
  const editor = await vscode.window.showTextDocument(
    document,
    before.viewColumn ?? vscode.ViewColumn.Beside,
  );
  await editor.edit((edit) => edit.replace(selection, code));
}
