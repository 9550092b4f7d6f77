import { plainLine, plainText } from '../../common/plain-text.ts';
import { spokenOf, type ViewRow } from './view-row.ts';

/** VS Code lays out every character of a row, also those that no window is wide enough for. */
const LONGEST_LINE = 200;
const LONGEST_TOOLTIP = 2000;

export interface RowTexts {
  readonly label: string;
  readonly description: string | undefined;
  readonly tooltip: string | undefined;
  /** For screen readers: VS Code would read the tooltip in its stead, which leaves out what the row says. */
  readonly spoken: string;
}

/** The texts of a row as VS Code gets them: plain, and never longer than a person reads there. */
export function shownTexts(row: ViewRow): RowTexts {
  const { label, description, tooltip } = row;
  return {
    label: cut(plainLine(label), LONGEST_LINE),
    description: description === undefined ? undefined : cut(plainLine(description), LONGEST_LINE),
    tooltip: tooltip === undefined ? undefined : cut(plainText(tooltip), LONGEST_TOOLTIP),
    spoken: cut(plainLine(spokenOf(row)), LONGEST_LINE * 2),
  };
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
