import type { World } from './world.ts';

/** One line of the table: a measure, and what it may be. A file of `bench/rows` exports one as `row`. */
export interface Row {
  /** As `--only` takes it: the name of its file. */
  readonly name: string;
  /** What is measured, in words. */
  readonly measures: string;
  readonly unit: string;
  /** The largest ratio to the peer, or the largest value where there is no peer. Nothing: the figure is reported, and has no bound. */
  readonly bound: number | undefined;
  measure(world: World): Promise<Measured>;
}

export interface Measured {
  readonly value: number;
  /** What stands beside it, measured in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** The single values, or whatever else a reader wants to know. */
  readonly note?: string;
}

/** What `--json` prints of a row. */
export interface Figure {
  readonly name: string;
  /** NaN, in JSON null, where it could not be measured. */
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peerValue: number | null;
  readonly ratio: number | null;
  readonly bound: number | null;
  readonly ok: boolean;
}

export function figureOf(row: Row, { value, peer }: Measured): Figure {
  const ratio = peer === undefined ? undefined : value / peer.value;
  return {
    name: row.name,
    value: rounded(value),
    unit: row.unit,
    peer: peer?.name ?? null,
    peerValue: peer === undefined ? null : rounded(peer.value),
    ratio: ratio === undefined ? null : rounded(ratio),
    bound: row.bound ?? null,
    ok: row.bound === undefined ? !Number.isNaN(value) : (ratio ?? value) <= row.bound,
  };
}

/** Three digits are more than a shared machine can repeat. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that this share of the values does not exceed; between two values, none is invented. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** `612, 580, 655 ms`. */
export function listed(values: readonly number[], unit: string): string {
  return `${values.map((value) => String(rounded(value))).join(', ')} ${unit}`;
}
