import type { Disposable } from '../../common/disposable.ts';
import { disposable, DisposableStore } from '../../common/disposable.ts';
import { Emitter } from '../../common/event.ts';
import { connectionRows } from '../tools/tool-rows.ts';
import type { RowSource } from '../tree/row-tree.ts';
import type { ViewRow } from '../tree/view-row.ts';
import type { ToolConnections } from './tool-connections.ts';

/** Ages and bytes in words grow while somebody looks. */
const TICK_MS = 5_000;

/** What the Connections view shows. */
export class ConnectionsSource implements RowSource, Disposable {
  readonly #connections: ToolConnections;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.own(new Emitter<void>());

  readonly onDidChange = this.#changed.event;

  constructor(connections: ToolConnections) {
    this.#connections = connections;
    this.#owned.own(connections.onDidChange(() => this.#changed.fire()));
  }

  rows(): readonly ViewRow[] {
    return connectionRows(this.#connections.rows(), Date.now());
  }

  observe(): Disposable {
    const ticking = setInterval(() => this.#changed.fire(), TICK_MS);
    return disposable(() => clearInterval(ticking));
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
