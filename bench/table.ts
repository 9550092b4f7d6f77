import type { Figure, Row } from './row.ts';

export interface Line {
  readonly row: Row;
  readonly figure: Figure;
  readonly note: string | undefined;
}

/** The figures for people: one line each, and below it what they are made of. */
export function tableOf(lines: readonly Line[]): string {
  const cells = lines.map(({ figure }) => [
    figure.ok ? 'kept' : 'NOT KEPT',
    figure.name,
    Number.isNaN(figure.value) ? '?' : `${figure.value} ${figure.unit}`,
    figure.peer === null ? '' : `${figure.peer}: ${figure.peerValue ?? ''} ${figure.unit}`,
    figure.ratio === null ? '' : `${figure.ratio} x`,
    boundWords(figure),
  ]);
  const table = [['', 'row', 'Porthole', 'beside it', 'ratio', 'bound'], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  return table
    .flatMap((line, index) => {
      const text = line.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  ');
      const about = lines[index - 1];
      return about === undefined
        ? [text.trimEnd()]
        : [
            text.trimEnd(),
            `          ${about.row.measures}${about.note === undefined ? '' : ` (${about.note})`}`,
          ];
    })
    .join('\n');
}

function boundWords({ bound, ratio, unit }: Figure): string {
  if (bound === null) return 'reported';
  return ratio === null ? `<= ${bound} ${unit}` : `<= ${bound} x`;
}
