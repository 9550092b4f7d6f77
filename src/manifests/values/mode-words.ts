import * as l10n from '@vscode/l10n';

/** A file mode as Kubernetes reads it: 420 is 0644. Nothing beyond 0777. */
export function modeWords(value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0o777) return undefined;
  const [owner, group, others] = [value >> 6, (value >> 3) & 7, value & 7].map(rights);
  return l10n.t(
    '0{0}: the owner {1}, the group {2}, others {3}',
    value.toString(8).padStart(3, '0'),
    owner ?? '',
    group ?? '',
    others ?? '',
  );
}

function rights(bits: number): string {
  switch (bits) {
    case 0:
      return l10n.t('may do nothing');
    case 1:
      return l10n.t('may run');
    case 2:
      return l10n.t('may write');
    case 3:
      return l10n.t('may write and run');
    case 4:
      return l10n.t('may read');
    case 5:
      return l10n.t('may read and run');
    case 6:
      return l10n.t('may read and write');
    default:
      return l10n.t('may read, write and run');
  }
}
