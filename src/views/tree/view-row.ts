import type { ClusterProblem } from '../../k8s/problem.ts';
import type { CommandId } from '../contributions.ts';
import type { GroupLogsRef, PodRef, ToolRef } from '../refs.ts';

/** Colours by meaning; each is a theme colour, so that high contrast and colour-blind themes decide how it looks. */
export type RowColor = 'good' | 'busy' | 'waiting' | 'bad' | 'quiet';

/** One row of a tree, as a value: what the user sees of it and what can be done with it. */
export interface ViewRow {
  /** Unique in its tree and stable for as long as the row means the same thing. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** A codicon's name. */
  readonly icon?: string;
  readonly color?: RowColor;
  /** Plain text, may have several lines. */
  readonly tooltip?: string;
  /** Words for `viewItem =~` in package.json. */
  readonly is?: readonly string[];
  /** What a screen reader says: everything that icon and colour say. */
  readonly spoken?: string;
  readonly command?: { readonly id: CommandId; readonly title: string; readonly args: readonly unknown[] };
  readonly pod?: PodRef & { readonly container?: string };
  /** Whose logs the row offers, where they are not those of `pod`. */
  readonly logs?: GroupLogsRef;
  readonly tool?: ToolRef;
  /** What keeps the row from showing more: for the message that asks for it. */
  readonly problems?: readonly ClusterProblem[];
  /** The id of the connection that the row shows. */
  readonly connection?: string;
  /** Absent: a leaf. Called only for rows that were opened. */
  readonly children?: () => readonly ViewRow[];
  /** How it stands when it appears for the first time. */
  readonly open?: boolean;
}

/**
 * What a screen reader says of a row. Left to itself VS Code reads a tooltip, which leaves out what the row says. The dots between the
 * parts are for the eye: some screen readers say "middle dot" each time.
 */
export function spokenOf({ label, description, spoken }: ViewRow): string {
  const words = spoken ?? [label, description].filter((part) => part !== undefined && part !== '').join(', ');
  return words.replaceAll(' · ', ', ');
}

/** True when both look and act the same, apart from what is below them. */
export function sameRow(a: ViewRow, b: ViewRow): boolean {
  return (
    a.id === b.id &&
    a.label === b.label &&
    a.description === b.description &&
    a.icon === b.icon &&
    a.color === b.color &&
    a.tooltip === b.tooltip &&
    a.spoken === b.spoken &&
    a.pod?.pod === b.pod?.pod &&
    a.pod?.owner === b.pod?.owner &&
    (a.children === undefined) === (b.children === undefined) &&
    (a.is ?? []).join(' ') === (b.is ?? []).join(' ')
  );
}
