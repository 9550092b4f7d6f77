import { forwardWords } from '../rows/forward-words.ts';
import { ForwardError } from '../k8s/streams/forward-problem.ts';
import { openForward, type Forward, type ForwardOptions } from '../k8s/streams/forward.ts';
import type { ClusterApi } from '../k8s/transport/cluster-api.ts';
import { Failure } from './failure.ts';
import type { Door } from './forward-target.ts';

/** Opens the forward, or says in a sentence why it cannot be. */
export async function openDoor(
  api: ClusterApi,
  door: Door,
  options: ForwardOptions,
  signal: AbortSignal,
): Promise<Forward> {
  try {
    return await openForward(api, door.target, options, signal);
  } catch (error) {
    throw error instanceof ForwardError ? new Failure(forwardWords(error.problem, door.title)) : error;
  }
}

/** Waits for the interrupt that ends a forward; what happens to it meanwhile is told in a line each. */
export async function hold(
  forward: Forward,
  title: string,
  tell: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = '';
  const listening = forward.onDidChange(() => {
    const { state } = forward;
    const words =
      state.state === 'ready'
        ? `connected to pod ${state.pod}`
        : state.state === 'pod-replaced'
          ? `pod ${state.before} was replaced by ${state.pod}`
          : state.state === 'waiting-for-pod'
            ? 'waiting for a pod that is ready'
            : forwardWords(state.problem, title);
    if (words !== last) tell(words);
    last = words;
  });
  try {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    listening.dispose();
    forward.dispose();
  }
}
