import type { ServerResponse } from 'node:http';
import { refuse, SmallServer, until } from './small-server.ts';

const PODS = '/api/v1/namespaces/a/pods';

interface Run {
  readonly id: string;
  readonly startedAt: string;
  /** Each with its end of line, if it has one. */
  lines: { readonly at: string; readonly bytes: Buffer }[];
  exitCode?: number;
}

interface Follower {
  readonly response: ServerResponse;
  readonly run: Run;
  readonly since: string;
}

/**
 * One pod `p` with one container `c` in namespace `a`, whose log is served by the kubelet's rules (v1.35: cri-client/pkg/logs):
 * `sinceTime` counts in whole seconds, a follower's answer ends when the container does, `previous` is the run before.
 */
export class LogServer extends SmallServer {
  readonly #followers = new Set<Follower>();
  #runs: Run[] = [];
  #uid = 'pod-1';
  /** The answer to the next log request, once, in place of the log. */
  refuseNext: { status: number; message: string } | undefined;
  /** The next answer breaks off after so many lines, once. */
  cutNextAfter: number | undefined;
  /** The node keeps no run but the newest, as when a container crashes as soon as it starts. */
  forgets = false;
  /** The same for all requests from now on. */
  refuseAll: { status: number; message: string } | undefined;

  constructor() {
    super();
    this.on((url, response) => {
      if (url.pathname !== `${PODS}/p/log`) return false;
      this.#log(url, response);
      return true;
    });
  }

  get followers(): number {
    return this.#followers.size;
  }

  get #run(): Run | undefined {
    return this.#runs.at(-1);
  }

  /** The container starts (again). The API server hears of it later when `quietly`: by `tellStatus`. */
  startRun(startedAt: string, quietly = false): void {
    this.#runs.push({ id: `run-${this.#runs.length + 1}`, startedAt, lines: [] });
    if (!quietly) this.tellStatus();
  }

  /** The container ends; `final` when the pod does too. */
  endRun(exitCode: number, final = false, quietly = false): void {
    const run = this.#run;
    if (run) run.exitCode = exitCode;
    for (const follower of this.#followers) if (follower.run === run) follower.response.end();
    if (!quietly) this.tellStatus(final ? (exitCode === 0 ? 'Succeeded' : 'Failed') : 'Running');
  }

  tellStatus(phase = 'Running', waiting?: string): void {
    const run = this.#run;
    const before = this.#runs.at(-2);
    const state = !run
      ? { waiting: { reason: waiting ?? 'ContainerCreating' } }
      : run.exitCode === undefined
        ? { running: { startedAt: run.startedAt } }
        : { terminated: endOf(run) };
    this.put(PODS, {
      metadata: { name: 'p', namespace: 'a', uid: this.#uid },
      spec: { restartPolicy: 'Always', containers: [{ name: 'c' }] },
      status: {
        phase,
        containerStatuses: [
          {
            name: 'c',
            restartCount: Math.max(0, this.#runs.length - 1),
            containerID: run?.id,
            state,
            lastState: before ? { terminated: endOf(before) } : {},
          },
        ],
      },
    });
  }

  deletePod(): void {
    for (const follower of this.#followers) follower.response.end();
    this.#runs = [];
    this.remove(PODS, 'p');
  }

  /** Another pod with the same name. */
  replacePod(): void {
    this.deletePod();
    this.#uid = 'pod-2';
    this.startRun('2026-01-01T00:10:00Z');
  }

  /** Prints at a time; `text` may be bytes, without its end of line when `open`. */
  print(at: string, text: string | Buffer, open = false): void {
    const run = this.#run;
    if (!run) throw new Error('no container runs');
    const line = { at, bytes: Buffer.concat([Buffer.from(text), Buffer.from(open ? '' : '\n')]) };
    run.lines.push(line);
    for (const follower of this.#followers)
      if (follower.run === run && at >= follower.since) send(follower.response, line);
  }

  /** The node drops the oldest lines, as a rotation does. */
  rotate(keep: number): void {
    if (this.#run) this.#run.lines = this.#run.lines.slice(-keep);
  }

  /** The present followers hear nothing any more, as when a middle box has forgotten their connections. */
  deafen(): void {
    this.#followers.clear();
  }

  /** Bytes that followers have not read, once the kernel's buffers are full and nothing moves any more. */
  async unsentAfterAWhile(): Promise<number> {
    const unsent = (): number =>
      [...this.#followers].reduce((sum, { response }) => sum + response.writableLength, 0);
    let now = unsent();
    for (let still = 0; still < 300; still += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (unsent() !== now) still = 0;
      now = unsent();
    }
    return now;
  }

  async whenFollowers(count: number): Promise<void> {
    await until(() => this.#followers.size === count);
  }

  #log(url: URL, response: ServerResponse): void {
    const refusal = this.refuseAll ?? this.refuseNext;
    if (refusal) {
      this.refuseNext = undefined;
      if (refusal.status === 200) response.end(refusal.message);
      else refuse(response, refusal.status, refusal.message);
      return;
    }
    const previous = url.searchParams.get('previous') === 'true';
    const run = previous ? (this.forgets ? undefined : this.#runs.at(-2)) : this.#run;
    if (!run) {
      refuse(
        response,
        400,
        previous
          ? 'previous terminated container "c" in pod "p" not found'
          : 'container "c" in pod "p" is waiting to start: ContainerCreating',
      );
      return;
    }
    const since = (url.searchParams.get('sinceTime') ?? '').replace(/(\.\d+)?Z$/, '');
    const tail = url.searchParams.get('tailLines');
    const lines = tail === null ? run.lines : run.lines.slice(run.lines.length - Number(tail));
    const cutAfter = this.cutNextAfter;
    this.cutNextAfter = undefined;
    const sent = lines.filter((line) => line.at >= since).slice(0, cutAfter);
    for (const line of sent) send(response, line);
    if (cutAfter !== undefined) {
      response.write('', () => response.destroy());
      return;
    }
    if (url.searchParams.get('follow') !== 'true' || run.exitCode !== undefined) {
      response.end();
      return;
    }
    response.flushHeaders();
    const follower = { response, run, since };
    this.#followers.add(follower);
    response.on('close', () => this.#followers.delete(follower));
  }
}

function send(response: ServerResponse, line: { at: string; bytes: Buffer }): void {
  response.write(Buffer.concat([Buffer.from(`${line.at} `), line.bytes]));
}

function endOf(run: Run): object {
  return {
    containerID: run.id,
    exitCode: run.exitCode ?? 0,
    reason: run.exitCode === 0 ? 'Completed' : 'Error',
    startedAt: run.startedAt,
  };
}
