import * as vscode from 'vscode';
import type { ContextKeys } from './contributions.ts';

/** Sets keys of `when` clauses, each only when it changes: every change makes VS Code look at all menus again. */
export class ContextKeySetter {
  readonly #set = new Map<keyof ContextKeys, ContextKeys[keyof ContextKeys]>();

  set<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
    if (this.#set.get(key) === value) return;
    this.#set.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
