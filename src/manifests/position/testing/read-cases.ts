import { readMarks, type Marked } from './read-table.ts';

/** A manifest under the name of its file, with what is said at its marks. */
export interface FreshCase extends Marked {
  readonly file: string;
  readonly collection: string;
}

/** Where pods are described in most manifests. */
const SHORT: Readonly<Record<string, string>> = {
  $T: 'spec.template.spec',
  $C: 'spec.template.spec.containers',
  $M: 'spec.template.metadata',
  $J: 'spec.jobTemplate.spec.template.spec',
};

/**
 * Takes a collection of manifests apart. `=== name/of/file.yaml` begins one; `(crlf)` behind it gives it the line ends of Windows. An
 * arrow stands for a tab.
 */
export function readCases(collection: string, text: string): readonly FreshCase[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => caseOf(part, collection));
}

function caseOf(part: string, collection: string): FreshCase {
  const end = part.indexOf('\n');
  const [file = '', flag] = part.slice(0, end).split(' ');
  const source = part.slice(end + 1).replaceAll('→', '\t');
  const { text, marks } = readMarks(flag === '(crlf)' ? source.replaceAll('\n', '\r\n') : source);
  const whole = (path: string): string => path.replace(/^\$\w/, (short) => SHORT[short] ?? short);
  return { file, collection, text, marks: marks.map((mark) => ({ ...mark, path: whole(mark.path) })) };
}
