/** Something that holds a resource until it is disposed. The same shape as VS Code's, without needing VS Code. */
export interface Disposable {
  dispose(): void;
}

/** A disposable that runs `undo` once, however often it is disposed. */
export function disposable(undo: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      undo();
    },
  };
}

/**
 * Owns disposables and disposes them in reverse order. What is added after the store was disposed is disposed at once, so that a
 * late result of asynchronous work cannot leak.
 */
export class DisposableStore implements Disposable {
  readonly #owned = new Set<Disposable>();
  #disposed = false;

  get isDisposed(): boolean {
    return this.#disposed;
  }

  /** Takes ownership and returns the same thing, for use at construction: `this.x = store.own(new X())`. */
  own<T extends Disposable>(thing: T): T {
    if (this.#disposed) thing.dispose();
    else this.#owned.add(thing);
    return thing;
  }

  /** Disposes one thing before the store itself ends. */
  release(thing: Disposable): void {
    if (this.#owned.delete(thing)) thing.dispose();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const owned = [...this.#owned].reverse();
    this.#owned.clear();
    for (const thing of owned) thing.dispose();
  }
}
