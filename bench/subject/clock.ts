/** Milliseconds since the epoch, finer than `Date.now()`: times of several processes are compared. */
export function clockMs(): number {
  return performance.timeOrigin + performance.now();
}
