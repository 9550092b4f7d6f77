import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRecord } from '../src/common/json.ts';

/** A process of its own for what is measured: nothing of the bench runs in it, and nothing in it is warm. It answers one question after the other. */
export class Subject {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts a script of `bench/subject`; resolves when it has loaded everything and waits for questions. */
  static async start(script: string): Promise<Subject> {
    const child = fork(fileURLToPath(new URL(`subject/${script}`, import.meta.url)), [], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    });
    const subject = new Subject(child);
    await subject.#next();
    return subject;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async ask<T>(question: string, input?: object): Promise<T> {
    const answer = this.#next();
    this.#child.send({ question, input });
    return (await answer) as T; // both ends are ours
  }

  /** Its channel closes, and it ends (end-with-parent.ts). */
  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  async #next(): Promise<unknown> {
    const over = new AbortController();
    try {
      const message = await Promise.race([
        once(this.#child, 'message', { signal: over.signal }).then(([said]: unknown[]) => said),
        once(this.#child, 'exit', { signal: over.signal }).then(([code]: unknown[]) => {
          throw new Error(`the measured process ended with ${String(code)}`);
        }),
      ]);
      if (isRecord(message) && 'failed' in message) throw new Error(String(message['failed']));
      return isRecord(message) ? message['answer'] : undefined;
    } finally {
      over.abort();
    }
  }
}
