const sleeper = new Int32Array(new SharedArrayBuffer(4));
const POLL_MILLISECONDS = 20;

/** Waits without giving control away, for the last moment of a process. Says whether it became so in time. */
export function waitUntil(isSo: () => boolean, milliseconds: number): boolean {
  const end = performance.now() + milliseconds;
  for (;;) {
    if (isSo()) return true;
    if (performance.now() > end) return false;
    Atomics.wait(sleeper, 0, 0, POLL_MILLISECONDS);
  }
}
