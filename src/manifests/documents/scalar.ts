import { UNKNOWN, type ManifestValue } from '../field.ts';
import { FILLED_IN } from './mask.ts';
import type { Scalar } from './node.ts';
import { folding, quotedText } from './quoted.ts';

// kubectl reads YAML 1.1 (sigs.k8s.io/yaml): `yes` is a boolean there and 0644 is octal, other than in YAML 1.2.
const TRUE = new Set(['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y']);
const FALSE = new Set(['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const DECIMAL = /^[-+]?(?:0|[1-9][\d_]*)$/;
const OCTAL = /^([-+]?)0o?([0-7_]+)$/;
const HEX = /^[-+]?0x[\da-fA-F_]+$/;
const FLOAT = /^[-+]?(?:\.\d+|\d[\d_]*(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** What a scalar says, as kubectl reads it. */
export function scalarValue(text: string, { style, start, end }: Scalar): ManifestValue {
  const source = text.slice(start, end);
  if (source.includes(FILLED_IN)) return UNKNOWN;
  switch (style) {
    case 'single':
    case 'double':
      return quotedText(source);
    case 'block':
      return blockText(source);
    case 'plain':
      return plainValue(source.includes('\n') ? folding(source) : source);
  }
}

function plainValue(word: string): ManifestValue {
  if (NULL.has(word)) return null;
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  const plain = word.replaceAll('_', '');
  if (DECIMAL.test(word)) return Number(plain);
  const [, sign, octal] = OCTAL.exec(word) ?? [];
  if (octal !== undefined) return Number.parseInt(octal.replaceAll('_', ''), 8) * (sign === '-' ? -1 : 1);
  if (HEX.test(word)) return Number(plain.replace(/^[-+]/, '')) * (word.startsWith('-') ? -1 : 1);
  return FLOAT.test(word) ? Number(plain) : word;
}

/** The text of a block scalar: without the indentation that all its lines share. `>` folds lines, `-` and `+` decide on the last line end. */
function blockText(source: string): string {
  const [header = '', ...rest] = source.split(/\r?\n/);
  const given = /[1-9]/.exec(header)?.[0];
  const depths = rest
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const first = depths[0] ?? 0;
  const depth = given === undefined ? first : Math.min(...depths, first);
  const lines = rest.map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length)));
  const text = lines.join('\n');
  const words = header.startsWith('>') ? text.replace(/([^\n])\n(?=[^\s])/g, '$1 ') : text;
  if (header.includes('-')) return words.replace(/\n+$/, '');
  return words === '' ? '' : `${words.replace(/\n+$/, '')}\n`;
}
