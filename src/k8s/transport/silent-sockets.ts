import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { changesSomething } from './exchange.ts';

/** The connections of some agents, kept or in use, and which of them have been silent since a certain moment. */
export class SilentSockets {
  readonly #agents: () => readonly Agent[];
  /** What each had received at that moment. */
  #then = new Map<Socket, number>();

  constructor(agents: () => readonly Agent[]) {
    this.#agents = agents;
  }

  /** Bytes that have come on those that are open. */
  get received(): number {
    return this.#sockets().reduce((total, socket) => total + socket.bytesRead, 0);
  }

  /** Silence counts from here on. */
  remember(): void {
    this.#then = new Map(this.#sockets().map((socket) => [socket, socket.bytesRead]));
  }

  /** Ends those on which nothing has come since then, but for what cannot be done twice: that waits for its answer to the end. */
  breakOff(error: Error): void {
    for (const [socket, received] of this.#then)
      if (socket.bytesRead === received && !changesSomething(socket)) socket.destroy(error);
    this.#then.clear();
  }

  #sockets(): Socket[] {
    return this.#agents()
      .flatMap((agent) => [agent.sockets, agent.freeSockets])
      .flatMap((byName) => Object.values(byName).flatMap((sockets) => sockets ?? []));
  }
}
