/** The longest time from one turn of the event loop to the next. */
export interface LongestTurn {
  /** Processor time of this thread: what it did itself, collecting garbage included. */
  readonly workMs: number;
  /** By the clock. */
  readonly clockMs: number;
}

/** Watches the event loop of this process until `end`, by looking at both clocks every millisecond, or as soon as it can. */
export function watchTurns(): { end(): LongestTurn } {
  let workMs = 0;
  let clockMs = 0;
  let work = threadMs();
  let clock = performance.now();
  const look = (): void => {
    const [workNow, clockNow] = [threadMs(), performance.now()];
    workMs = Math.max(workMs, workNow - work);
    clockMs = Math.max(clockMs, clockNow - clock);
    work = workNow;
    clock = clockNow;
  };
  const timer = setInterval(look, 1);
  return {
    end: () => {
      look();
      clearInterval(timer);
      return { workMs, clockMs };
    },
  };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
