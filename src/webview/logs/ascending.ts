// Lists of line numbers, ascending: which lines are shown, match, are errors.

/** The first place whose number is not below `n`. */
export function placeOf(numbers: readonly number[], n: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function has(numbers: readonly number[], n: number): boolean {
  return numbers[placeOf(numbers, n)] === n;
}

/** Puts a number into its place, or takes it out. */
export function put(numbers: number[], n: number, isIn: boolean): void {
  if (isIn && n > (numbers.at(-1) ?? 0)) {
    numbers.push(n);
    return;
  }
  const place = placeOf(numbers, n);
  const wasIn = numbers[place] === n;
  if (isIn !== wasIn) numbers.splice(place, wasIn ? 1 : 0, ...(wasIn ? [] : [n]));
}

/** The next number after `n`, or the one before it, going round. */
export function next(numbers: readonly number[], n: number, step: 1 | -1): number | undefined {
  const index = step === 1 ? placeOf(numbers, n + 1) : placeOf(numbers, n) - 1;
  return numbers.at(index % Math.max(1, numbers.length));
}
