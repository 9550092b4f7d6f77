/** Longest stretch of our own work between two looks of the event loop at everything else. A frame of a 60 Hz screen is 16 ms. */
const SLICE_MS = 8;

/** Divides long work into slices: `await slice.breathe()` between its parts lets timers, input and other requests in. */
export class TimeSlice {
  #began = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#began < SLICE_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#began = performance.now();
  }
}
