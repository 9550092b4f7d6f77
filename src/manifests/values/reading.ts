import { at } from '../../common/json.ts';
import { UNKNOWN } from '../field.ts';
import type { Field, FieldPath, ManifestValue } from '../field.ts';

/** What stands at the field; `undefined` where nothing does or nobody knows yet. */
export function valueOf(field: Field): unknown {
  return known(at(field.root, ...field.path));
}

/** What stands beside or around the field: `steps` from the object that is `up` levels above it. */
export function near(field: Field, up: number, ...steps: FieldPath): unknown {
  return at(field.root, ...field.path.slice(0, field.path.length - up), ...steps);
}

/** `undefined` for what a template fills in. */
export function known(value: unknown): unknown {
  return value === UNKNOWN ? undefined : value;
}

/** Whether the key is missing, and nothing else can still bring it (see `Field.partial`). */
export function isMissing(field: Field, holder: unknown, ...steps: FieldPath): boolean {
  return at(holder, ...steps) === undefined && !isPartial(field);
}

export function isPartial(field: Field): boolean {
  return field.partial ?? hasUnknown(field.root);
}

/** Whether a template fills in anything of this. */
export function hasUnknown(value: unknown): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === UNKNOWN) return true;
    if (typeof next === 'object' && next !== null)
      for (const inner of Object.values(next as Readonly<Record<string, ManifestValue>>)) waiting.push(inner);
  }
  return false;
}

/** The text of a value that a person reads as text: a text or a number. */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** The texts of a list, if it is nothing but known texts. */
export function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const all = (value as readonly unknown[]).filter((item) => typeof item === 'string');
  return all.length === value.length ? all : undefined;
}
