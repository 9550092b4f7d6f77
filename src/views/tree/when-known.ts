import type { Event } from '../../common/event.ts';

/** The answer, as soon as there is one: it is asked for again after each event. Nothing when there is none after `limit` milliseconds. */
export function whenKnown<T>(
  ask: () => T | undefined,
  mayHaveChanged: Event<void>,
  limit: number,
): Promise<T | undefined> {
  const now = ask();
  if (now !== undefined) return Promise.resolve(now);
  return new Promise((resolve) => {
    let asking: NodeJS.Immediate | undefined;
    const end = (answer: T | undefined): void => {
      clearTimeout(timer);
      clearImmediate(asking);
      listener.dispose();
      resolve(answer);
    };
    const timer = setTimeout(() => end(ask()), limit);
    // Whoever tells of a change is often not through with it yet.
    const listener = mayHaveChanged(() => {
      asking ??= setImmediate(() => {
        asking = undefined;
        const answer = ask();
        if (answer !== undefined) end(answer);
      });
    });
  });
}
