import * as vscode from 'vscode';
import type { Disposable } from '../common/disposable.ts';
import type { ViewId } from './contributions.ts';

/** The thin bar of a view, while something is under way. */
export class ViewProgress implements Disposable {
  readonly #view: ViewId;
  #end: (() => void) | undefined;

  constructor(view: ViewId) {
    this.#view = view;
  }

  show(isBusy: boolean): void {
    if (isBusy === (this.#end !== undefined)) return;
    if (!isBusy) {
      this.dispose();
      return;
    }
    void vscode.window.withProgress(
      { location: { viewId: this.#view } },
      () => new Promise<void>((resolve) => (this.#end = resolve)),
    );
  }

  dispose(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
