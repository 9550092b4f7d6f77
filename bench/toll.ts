import { once } from 'node:events';
import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ControlPlane } from '../test/harness/control-plane.ts';

/** What went through so far, and what is open now. */
export interface Count {
  readonly requests: number;
  /** How often each was made; without what is in the path of a namespace or after the question mark. */
  readonly byPath: Readonly<Record<string, number>>;
  readonly connections: number;
  readonly watches: number;
}

/** Stands before an API server and counts what is asked of it: nobody has to be believed about their own requests. */
export class Toll {
  readonly #server: ReturnType<typeof createServer>;
  readonly #agent: Agent;
  readonly #byPath = new Map<string, number>();
  #requests = 0;
  #connections = 0;
  #watches = 0;

  private constructor({ authority, authorityOf, server }: ControlPlane) {
    const { key, certificate } = authorityOf.issue({ name: 'toll', hosts: ['127.0.0.1'] });
    this.#agent = new Agent({ keepAlive: true, ca: authority });
    this.#server = createServer({ key, cert: certificate }, (asked, answer) => {
      const isWatch = /[?&]watch=1/.test(asked.url ?? '');
      this.#count(`${asked.method ?? ''} ${asked.url ?? ''}`, isWatch);
      if (isWatch) {
        this.#watches += 1;
        answer.once('close', () => (this.#watches -= 1));
      }
      const { method, headers } = asked;
      const passed = request(
        new URL(asked.url ?? '/', server),
        { ...(method !== undefined && { method }), headers, agent: this.#agent },
        (answered) => {
          answer.writeHead(answered.statusCode ?? 502, answered.headers);
          answer.flushHeaders(); // a watch that has nothing to tell yet is answered all the same
          answered.pipe(answer);
        },
      );
      passed.once('error', () => answer.destroy());
      answer.once('close', () => passed.destroy());
      asked.pipe(passed);
    });
    this.#server.keepAliveTimeout = 0; // it is the client who ends what it does not need
    this.#server.on('secureConnection', (socket) => {
      this.#connections += 1;
      socket.once('close', () => (this.#connections -= 1));
    });
  }

  static async open(controlPlane: ControlPlane): Promise<Toll> {
    const toll = new Toll(controlPlane);
    toll.#server.listen(0, '127.0.0.1');
    await once(toll.#server, 'listening');
    return toll;
  }

  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `https://127.0.0.1:${port}`;
  }

  get count(): Count {
    return {
      requests: this.#requests,
      byPath: Object.fromEntries(this.#byPath),
      connections: this.#connections,
      watches: this.#watches,
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  #count(asked: string, isWatch: boolean): void {
    this.#requests += 1;
    const path = asked.replace(/\?.*/, '').replace(/\/namespaces\/[^/]+\//, '/namespaces/*/');
    const what = isWatch ? `${path} (watch)` : path;
    this.#byPath.set(what, (this.#byPath.get(what) ?? 0) + 1);
  }
}
