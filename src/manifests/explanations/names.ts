import * as l10n from '@vscode/l10n';
import type { FieldPath } from '../field.ts';

/** Maps whose entries are called by what they are: `memory (limit)`, `app (label)`. */
const ENTRIES: Readonly<Record<string, (entry: string) => string>> = {
  limits: (entry) => l10n.t('{0} (limit)', entry),
  requests: (entry) => l10n.t('{0} (request)', entry),
  hard: (entry) => l10n.t('{0} (most in this namespace)', entry),
  labels: (entry) => l10n.t('{0} (label)', entry),
  matchLabels: (entry) => l10n.t('{0} (label)', entry),
  selector: (entry) => l10n.t('{0} (label)', entry),
  annotations: (entry) => l10n.t('{0} (annotation)', entry),
  nodeSelector: (entry) => l10n.t('{0} (label of machines)', entry),
  default: (entry) => l10n.t('{0} (limit, if none is given)', entry),
  defaultRequest: (entry) => l10n.t('{0} (request, if none is given)', entry),
  min: (entry) => l10n.t('{0} (least)', entry),
  max: (entry) => l10n.t('{0} (most)', entry),
};

/**
 * What a person calls the field at the end of `path`. `keys` are the schema's names of each step: an entry of a map has one that
 * goes on from the map's own, a field of an object has one of its own.
 */
export function nameOf(path: FieldPath, keys: readonly string[]): string {
  const last = path.at(-1);
  if (last === undefined) return '';
  if (typeof last === 'number')
    return l10n.t('{0}, item {1}', nameOf(path.slice(0, -1), keys.slice(0, -1)), last + 1);
  const before = path.at(-2);
  const isEntry = keys.at(-1) === `${keys.at(-2) ?? ''}.${last}`;
  if (!isEntry || typeof before !== 'string') return last;
  return Object.hasOwn(ENTRIES, before) ? (ENTRIES[before]?.(last) ?? last) : last;
}
