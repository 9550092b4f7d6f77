import * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import type { ViewId } from '../contributions.ts';
import { whenKnown } from './when-known.ts';
import type { ViewRow } from './view-row.ts';

/** How long a click waits for its row to be drawn again. Drawing takes some ten milliseconds, in a busy window more. */
const PATIENCE_MS = 3000;

/**
 * What a click on a row does. The arguments of a row's command are kept by VS Code only until it draws the row or one above it
 * anew; a click meanwhile ends in "Actual command not found" in the editor's log, and nothing happens. (Source: CommandsConverter and
 * ExtHostTreeView.#clearChildren.) So the rows carry a command without arguments, and it looks up which row is selected: a click
 * and the Enter key both select first.
 */
export class RowClicks implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #id: string;
  readonly #drawn = this.#owned.own(new Emitter<void>());

  /** @param selected the row that is selected now; unknown while VS Code draws the tree. */
  constructor(view: ViewId, selected: () => ViewRow | undefined) {
    this.#id = `_${view}.clickedRow`;
    this.#owned.own(
      vscode.commands.registerCommand(this.#id, async () => {
        const row = await whenKnown(selected, this.#drawn.event, PATIENCE_MS);
        // A row that went away under the pointer opens nothing.
        if (row?.command) await vscode.commands.executeCommand(row.command.id, ...row.command.args);
      }),
    );
  }

  /** The command to put on a row. */
  commandOf({ command }: ViewRow): vscode.Command | undefined {
    if (command === undefined) return undefined;
    return command.args.length === 0
      ? { command: command.id, title: command.title }
      : { command: this.#id, title: command.title };
  }

  /** To be called for each row that is handed to VS Code. */
  drawn(): void {
    this.#drawn.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
