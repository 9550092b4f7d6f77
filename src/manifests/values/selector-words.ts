import * as l10n from '@vscode/l10n';
import { isRecord, list, text } from '../../common/json.ts';
import { listed } from '../../common/quantities.ts';
import { hasUnknown, scalar, texts } from './reading.ts';

/** `app=web and tier=api`; nothing where a part is not known. An empty selector means everything. */
export function selectorWords(selector: unknown): string | undefined {
  if (!isRecord(selector) || hasUnknown(selector)) return undefined;
  const labels = labelWords(selector['matchLabels'] ?? {});
  const conditions = list(selector, 'matchExpressions').map(conditionWords);
  if (labels === undefined || conditions.some((condition) => condition === undefined)) return undefined;
  return listed([...labels, ...conditions.flatMap((condition) => condition ?? [])], 6);
}

/** `["app=web", "tier=api"]` of a plain map of labels. */
export function labelWords(labels: unknown): readonly string[] | undefined {
  if (!isRecord(labels)) return undefined;
  const words = Object.entries(labels).map(([name, value]) => {
    const written = scalar(value) ?? (typeof value === 'boolean' ? String(value) : undefined);
    return written === undefined ? undefined : `${name}=${written}`;
  });
  return words.every((word) => word !== undefined) ? words : undefined;
}

/** One condition on a label, of a selector or of the labels of a machine. */
export function conditionWords(condition: unknown): string | undefined {
  const key = text(condition, 'key');
  const operator = text(condition, 'operator');
  if (key === undefined || !isRecord(condition) || hasUnknown(condition)) return undefined;
  const values = texts(condition['values'] ?? []);
  const [first] = values ?? [];
  switch (operator) {
    case 'Exists':
      return l10n.t('{0} (any value)', key);
    case 'DoesNotExist':
      return l10n.t('no {0}', key);
    case 'In':
      if (values === undefined || first === undefined) return undefined;
      return values.length === 1 ? `${key}=${first}` : l10n.t('{0} one of {1}', key, listed(values, 6));
    case 'NotIn':
      if (values === undefined || first === undefined) return undefined;
      return values.length === 1
        ? l10n.t('{0} not {1}', key, first)
        : l10n.t('{0} none of {1}', key, listed(values, 6));
    case 'Gt':
      return first === undefined ? undefined : l10n.t('{0} above {1}', key, first);
    case 'Lt':
      return first === undefined ? undefined : l10n.t('{0} below {1}', key, first);
    default:
      return undefined;
  }
}
