import * as vscode from 'vscode';
import { isCancelled } from '../common/cancellation.ts';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import type { CommandId, Commands } from './contributions.ts';

/** An implementation of every command: leaving one out, or another signature, does not compile. */
export type CommandHandlers = { readonly [Id in CommandId]: Commands[Id] };

/**
 * Registers all commands. What a handler throws ends here: cancelling is no failure, everything else is told to the user in one
 * sentence by `onError` and to the log in full.
 */
export function registerCommands(
  handlers: CommandHandlers,
  onError: (command: CommandId, error: unknown) => void,
): Disposable {
  const owned = new DisposableStore();
  for (const id of Object.keys(handlers) as CommandId[]) {
    const handler: (...args: never[]) => unknown = handlers[id];
    owned.own(
      vscode.commands.registerCommand(id, async (...args: never[]) => {
        try {
          return await handler(...args);
        } catch (error) {
          if (!isCancelled(error) && !(error instanceof vscode.CancellationError)) onError(id, error);
          return undefined;
        }
      }),
    );
  }
  return owned;
}

/** Runs one of our commands with its own signature. */
export async function runCommand<Id extends CommandId>(
  id: Id,
  ...args: Parameters<Commands[Id]>
): Promise<Awaited<ReturnType<Commands[Id]>>> {
  return vscode.commands.executeCommand<Awaited<ReturnType<Commands[Id]>>>(id, ...args);
}
