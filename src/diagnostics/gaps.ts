import * as l10n from '@vscode/l10n';
import type { NotSeen } from './bundle.ts';

/**
 * What could not be read, in words: `events (not allowed)`. What is not there was looked for and answered: that is evidence for the
 * rules, and no gap.
 */
export function gapWords(gaps: readonly NotSeen[]): string[] {
  const words = gaps.flatMap(({ what, namespace, reason }) => {
    const where = namespace === undefined ? what : l10n.t('{0} in {1}', what, namespace);
    switch (reason) {
      case 'not-allowed':
        return l10n.t('{0} (not allowed)', where);
      case 'failed':
        return l10n.t('{0} (reading failed)', where);
      case 'not-there':
        return [];
    }
  });
  return [...new Set(words)].sort();
}
